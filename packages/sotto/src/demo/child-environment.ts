/** What the simulator and the server of one demonstration are told, so that they find each other. */
import { join } from 'node:path'

export interface ChildEnvironmentInput {
  readonly environment: Readonly<Record<string, string | undefined>>
  readonly dataDirectory: string
  readonly ports: { readonly panel: number; readonly simulator: number }
}

export function childEnvironment({
  environment,
  dataDirectory,
  ports,
}: ChildEnvironmentInput): NodeJS.ProcessEnv {
  return {
    ...environment,
    SIM_PORT: String(ports.simulator),
    SOTTO_PORT: String(ports.panel),
    SOTTO_DATA_DIR: dataDirectory,
    SOTTO_PLATFORM_URL: `http://127.0.0.1:${ports.simulator}`,
    SOTTO_PLATFORM_CLIENT_ID: 'sotto',
    SOTTO_PLATFORM_CLIENT_SECRET: '',
    // Where the simulator puts it at its first start.
    SOTTO_PLATFORM_CLIENT_SECRET_FILE: join(dataDirectory, 'oauth-client-sotto.secret'),
    SOTTO_BACKGROUND_CLIENT_ID: 'sotto-background',
    SOTTO_BACKGROUND_CLIENT_SECRET_FILE: join(
      dataDirectory,
      'oauth-client-sotto-background.secret',
    ),
  }
}
