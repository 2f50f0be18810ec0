/** The example for nginx as it stands, only with names and ports of this run, under a certificate of its own. */
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../src/program.ts'

const example = new URL('../../deploy/nginx/sotto.conf', import.meta.url)
const isThere = (program: string) => spawnSync(program, ['-v']).error === undefined

/** Neither is installed by this project. */
export const canRunNginx = isThere('nginx') && isThere('openssl')

export interface NginxExample {
  /** As people write it. */
  readonly origin: string
  readonly plainPort: number
  readonly certificate: string
  /** Before servers on these ports. Throws what nginx finds wrong with the file. */
  start(serverPorts: readonly number[]): void
  stop(): void
}

export async function prepareNginxExample(): Promise<NginxExample> {
  const folder = mkdtempSync(join(tmpdir(), 'sotto-nginx-'))
  const [securePort, plainPort] = [await freePort(), await freePort()]
  makeCertificate(folder)
  let nginx: ChildProcess | undefined
  return {
    origin: `https://localhost:${securePort}`,
    plainPort,
    certificate: readFileSync(join(folder, 'certificate.pem'), 'utf8'),
    start(serverPorts) {
      const whole = wholeConfiguration(folder, { securePort, plainPort, serverPorts })
      writeFileSync(join(folder, 'nginx.conf'), whole)
      // It says what is wrong with it before anything is started.
      execFileSync('nginx', ['-t', '-p', folder, '-c', 'nginx.conf'], { stdio: 'pipe' })
      nginx = spawn('nginx', ['-p', folder, '-c', 'nginx.conf', '-g', 'daemon off;'], {
        stdio: 'ignore',
      })
    },
    stop() {
      nginx?.kill('SIGTERM')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

interface Ports {
  readonly securePort: number
  readonly plainPort: number
  readonly serverPorts: readonly number[]
}

function wholeConfiguration(folder: string, ports: Ports): string {
  const site = readFileSync(example, 'utf8')
    .replace(/^\s*listen \[::\].*\n/gm, '')
    .replace('listen 80;', `listen 127.0.0.1:${ports.plainPort};`)
    .replace('listen 443 ssl', `listen 127.0.0.1:${ports.securePort} ssl`)
    .replace(/^ {4}server 127\.0\.0\.1:4400(.*)$/m, (_, parameters: string) =>
      ports.serverPorts.map((port) => `    server 127.0.0.1:${port}${parameters}`).join('\n'),
    )
    .replaceAll('server_name console.example', 'server_name localhost')
    .replace('/etc/ssl/sotto/fullchain.pem', join(folder, 'certificate.pem'))
    .replace('/etc/ssl/sotto/privkey.pem', join(folder, 'key.pem'))
  const scratch = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  )
  mkdirSync(join(folder, 'logs'), { recursive: true })
  return `pid ${folder}/pid; error_log ${folder}/logs/error.log; events {}
    http { access_log off; ${scratch.join(' ')}\n${site}\n}`
}

function makeCertificate(folder: string): void {
  const names = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost,IP:127.0.0.1']
  const kind = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2']
  const files = ['-keyout', join(folder, 'key.pem'), '-out', join(folder, 'certificate.pem')]
  execFileSync('openssl', ['req', '-x509', ...kind, ...names, ...files], { stdio: 'pipe' })
}
