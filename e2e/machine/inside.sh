#!/bin/bash
# Run by the machine itself at its first and at its second boot: does what docs/operations.md tells an operator to do, then what can
# happen to a service. It only says what it sees, section by section, on the second serial port; machine.test.ts judges it.
# shellcheck disable=SC2016
trial=/opt/trial
console=https://console.example
exec >/dev/ttyS1 2>&1
export HOME=/root LANG=C.UTF-8 PAGER=cat SYSTEMD_COLORS=0 SYSTEMD_PAGER=cat

section() { printf '\n=== %s\n' "$1"; }
ask() { curl --silent --show-error --max-time 30 --cacert /etc/ssl/sotto/fullchain.pem "$@"; }
status_of() { ask --output /dev/null --write-out '%{http_code}' "$@"; }
property() { systemctl show sotto --property="$1" --value; }
# Waits for a condition; the second is how long a machine without hardware for it may take.
await() {
  local what=$1 seconds=$2
  shift 2
  local end=$((SECONDS + seconds))
  until "$@" >/dev/null 2>&1; do
    if ((SECONDS >= end)); then
      echo "await $what: NOT within $seconds s"
      return 1
    fi
    sleep 1
  done
  echo "await $what: yes"
}
is_ready() { curl --silent --fail --max-time 10 http://127.0.0.1:4400/readyz; }
is_not_ready() { [ "$(curl --silent --max-time 10 --output /dev/null --write-out '%{http_code}' http://127.0.0.1:4400/readyz)" = 503 ]; }
has_new_process() { [ "$(property MainPID)" != "$1" ] && [ "$(property MainPID)" != 0 ]; }
has_tried_again() { [ "$(property NRestarts)" -ge 2 ]; }
visitor() { (cd /opt/sotto && NODE_EXTRA_CA_CERTS= node --import tsx e2e/machine/visitor.ts "$@"); }
of_service() { systemctl show sotto --property=ActiveState,SubState,Type,NRestarts,Result,ExecMainCode,ExecMainStatus,UnitFileState; }

first_boot() {
  section 'machine'
  cat /etc/debian_version
  systemctl --version | head -1
  uname -r
  node --version
  psql --version
  nginx -v

  section 'as documented'
  openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=console.example -addext subjectAltName=DNS:console.example \
    -keyout /tmp/privkey.pem -out /tmp/fullchain.pem 2>/dev/null
  install -d -m 755 /etc/ssl/sotto
  install -m 600 /tmp/privkey.pem /etc/ssl/sotto/privkey.pem
  install -m 644 /tmp/fullchain.pem /etc/ssl/sotto/fullchain.pem
  rm /tmp/privkey.pem /tmp/fullchain.pem
  await 'the platform' 300 test -s /var/lib/platform/oauth-client-sotto.secret
  await 'the platform' 300 curl --silent http://127.0.0.1:4500/
  # The block of the documentation, with the platform of this machine; the secret is put in before its last line starts anything.
  sed -i 's|https://platform.example|http://127.0.0.1:4500|' "$trial/as-documented.sh"
  sed '$d' "$trial/as-documented.sh" | bash -ex
  cat /var/lib/platform/oauth-client-sotto.secret >/etc/sotto/platform-secret
  tail -1 "$trial/as-documented.sh" | bash -ex
  await 'ready with the embedded database' 600 is_ready
  systemctl status sotto --no-pager --lines=0
  ls -ld /var/lib/sotto /var/lib/private/sotto /etc/sotto /etc/sotto/*

  section 'own database'
  local password planted
  password=$(openssl rand -hex 16)
  runuser -u postgres -- psql --quiet --command "create role sotto login password '$password'" --command 'create database sotto owner sotto'
  install -m 600 /dev/null /etc/sotto/database-url
  echo "postgres://sotto:$password@127.0.0.1/sotto" >/etc/sotto/database-url
  install -m 600 /dev/null /etc/sotto/keys
  (cd /opt/sotto && npx --no-install sotto keys make) >/etc/sotto/keys
  sed -i -E '/^#(LoadCredential|Environment)=/s/^#//' /etc/systemd/system/sotto.service
  systemctl daemon-reload
  systemctl restart sotto
  await 'ready with its own database' 300 is_ready
  of_service

  section 'proxy'
  cp /opt/sotto/deploy/nginx/sotto.conf /etc/nginx/conf.d/
  nginx -t
  systemctl reload nginx
  await 'the proxy' 120 ask --fail $console/healthz
  echo "healthz: $(ask $console/healthz)"
  echo "readyz: $(ask $console/readyz)"
  echo "page: $(status_of $console/)"
  ask --head $console/ | grep -i -E '^(strict-transport|content-security)' | cut -c1-80
  echo "sign-in: $(ask --output /dev/null --write-out '%{http_code} %{redirect_url}' "$console/auth/sign-in?returnTo=/" | sed 's/?.*//')"
  echo "plain: $(ask --output /dev/null --write-out '%{http_code} %{redirect_url}' http://console.example/x)"
  echo "me: $(status_of $console/api/me)"
  local upgrade=(--http1.1 --header 'Connection: Upgrade' --header 'Upgrade: websocket' --header 'Sec-WebSocket-Version: 13'
    --header 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==')
  echo "socket of nobody: $(status_of "${upgrade[@]}" --header "Origin: $console" $console/live)"
  echo "socket of elsewhere: $(status_of "${upgrade[@]}" --header 'Origin: https://evil.example' $console/live)"
  echo "sound of nobody: $(status_of "${upgrade[@]}" --header "Origin: $console" "$console/audio?tabId=x")"

  section 'security'
  systemd-analyze security sotto --no-pager

  section 'probe'
  # The very unit, as the very user, with another command.
  sed -E -e "s|^ExecStart=.*|ExecStart=/bin/bash $trial/probe.sh|" -e 's/^Type=.*/Type=oneshot/' -e 's/^Restart=.*/Restart=no/' \
    -e 's|^DynamicUser=yes|&\nUser=sotto\nStandardOutput=append:/run/probe.txt\nStandardError=append:/run/probe.txt|' \
    /etc/systemd/system/sotto.service >/run/systemd/system/sotto-probe.service
  systemctl daemon-reload
  systemctl start sotto-probe
  cat /run/probe.txt
  ls -la /tmp/mark-of-the-probe
  sysctl -n kernel.hostname

  section 'process'
  local pid
  pid=$(property MainPID)
  ps -o user=,comm= -p "$pid"
  grep -E '^(CapEff|CapBnd|CapPrm|NoNewPrivs|Seccomp):' "/proc/$pid/status"
  ss -ltnpH | grep "pid=$pid," | awk '{ print "listens " $4 }'

  section 'secrets'
  ls -la "/run/credentials/sotto.service"
  setpriv --reuid=nobody --regid=nogroup --clear-groups cat /run/credentials/sotto.service/platform-secret
  setpriv --reuid=nobody --regid=nogroup --clear-groups cat /etc/sotto/platform-secret
  setpriv --reuid=nobody --regid=nogroup --clear-groups ls /var/lib/sotto/
  setpriv --reuid=nobody --regid=nogroup --clear-groups cat "/proc/$pid/environ"
  for planted in platform-secret keys; do
    echo "$planted in show: $(systemctl show sotto | grep -c -F -f /etc/sotto/$planted)"
    echo "$planted in environ: $(tr '\0' '\n' <"/proc/$pid/environ" | grep -c -F -f /etc/sotto/$planted)"
    echo "$planted in cmdline: $(cat /proc/[0-9]*/cmdline 2>/dev/null | tr '\0' '\n' | grep -c -F -f /etc/sotto/$planted)"
  done
  echo "password in show: $(systemctl show sotto | grep -c -F "$password")"
  echo "password in environ: $(tr '\0' '\n' <"/proc/$pid/environ" | grep -c -F "$password")"

  section 'visitor'
  visitor act
  section 'restart'
  visitor hold &
  local held=$!
  await 'an open panel' 120 test -e /tmp/panel-is-open
  pid=$(property MainPID)
  time systemctl restart sotto
  wait $held
  await 'ready again' 300 is_ready
  has_new_process "$pid" && echo 'another process'
  of_service

  section 'database away'
  pid=$(property MainPID)
  systemctl stop postgresql
  await 'not ready' 120 is_not_ready
  echo "readyz: $(curl --silent http://127.0.0.1:4400/readyz)"
  echo "healthz: $(status_of $console/healthz)"
  systemctl is-active sotto
  systemctl start postgresql
  await 'ready again' 120 is_ready
  [ "$(property MainPID)" = "$pid" ] && echo 'the same process'
  of_service

  section 'killed without a database'
  systemctl stop postgresql
  kill -9 "$pid"
  await 'a second try' 300 has_tried_again
  journalctl -u sotto -o cat --no-pager --lines=40 | grep -v '^{' | tail -8
  systemctl start postgresql
  await 'ready by itself' 300 is_ready
  of_service

  section 'operator'
  operator

  section 'journal'
  journalctl --sync
  journalctl -u sotto -o cat --no-pager | cut -c1-600
  section 'journal searched'
  for planted in platform-secret keys; do
    echo "$planted: $(journalctl --no-pager -o export | grep -c -a -F -f /etc/sotto/$planted)"
  done
  echo "password: $(journalctl --no-pager -u sotto -o export | grep -c -a -F "$password")"
  echo "cookie: $(journalctl --no-pager -o export | grep -c -a -F -f /tmp/cookies)"
  echo "text: $(journalctl --no-pager -o export | grep -c -a -F 'planted words of a whisper')"

  touch /var/lib/trial-second
  section 'reboot'
  systemctl --no-block reboot
}

operator() {
  set -a
  . /etc/sotto/sotto.env
  set +a
  cd /opt/sotto || return
  export SOTTO_DATA_DIR=/var/lib/sotto SOTTO_PLATFORM_CLIENT_SECRET_FILE=/etc/sotto/platform-secret
  export DATABASE_URL_FILE=/etc/sotto/database-url SOTTO_KEYS_FILE=/etc/sotto/keys
  npx --no-install sotto doctor
  echo "doctor ended with $?"
  local backup
  backup=$(mktemp -d)/sotto
  npx --no-install sotto backup "$backup"
  echo "backup ended with $?"
  ls -l "$backup"
  find /var/lib/sotto/ ! -user sotto
}

second_boot() {
  section 'second boot'
  await 'ready by itself' 600 is_ready
  await 'the proxy' 120 ask --fail $console/healthz
  of_service
  echo "system: $(systemctl is-system-running)"
  systemctl --failed --no-legend --no-pager
  echo "database since: $(systemctl show postgresql@15-main --property=ActiveEnterTimestampMonotonic --value)"
  echo "sotto since: $(property ExecMainStartTimestampMonotonic)"
  section 'journal of the reboot'
  journalctl --no-pager -b -1 -o short-monotonic -u sotto -u postgresql@15-main | grep -E 'Stopp|Deactivated|Failed|Main process' | tail -20
  section 'journal of the second boot'
  journalctl --no-pager -b 0 -u sotto -o cat | cut -c1-400 | head -60
}

last_stop() {
  section 'stop'
  time systemctl stop sotto
  of_service
  ls -ld /run/credentials/sotto.service
  ps -u sotto
}

if [ -e /var/lib/trial-second ]; then
  second_boot
  last_stop
  section 'end'
  sleep 2
  systemctl --no-block poweroff
else
  first_boot
fi
