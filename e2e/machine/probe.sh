#!/bin/bash
# What whoever takes the server over could do from inside its unit. Run as that unit, with this in place of its command.
try() {
  local what=$1
  shift
  if said=$(timeout 20 "$@" 2>&1); then echo "$what: allowed"; else echo "$what: refused (${said//$'\n'/ })"; fi
}
socket_of() { perl -e 'use Socket; socket(my $s, shift, shift, 0) or die "$!\n"' "$1" "$2"; }
export -f socket_of

try 'write its data' touch /var/lib/sotto/of-the-probe
rm -f /var/lib/sotto/of-the-probe
try 'write a temporary folder' touch /tmp/of-the-probe
for place in /etc/sotto /opt/sotto /opt/sotto/dist /usr/bin /var/lib /var/log /home /root /run /boot /srv; do
  try "write $place" touch "$place/of-the-probe"
done
try 'read the files of secrets' cat /etc/sotto/platform-secret
try 'read its own secret' cat "$CREDENTIALS_DIRECTORY/platform-secret"
try 'change its own secret' bash -c 'echo x > "$CREDENTIALS_DIRECTORY/platform-secret"'
try 'read the keys of the proxy' cat /etc/ssl/sotto/privkey.pem
try "read the database's files" ls /var/lib/postgresql/15/main
try 'see processes of others' bash -c 'test -e /proc/1/cmdline'
try 'signal processes of others' kill -0 1
try 'compile JavaScript' node -e 'let sum = 0; for (let i = 0; i < 1e6; i += 1) sum += i; process.exit(sum > 0 ? 0 : 1)'
try 'make a namespace' unshare --user true
try 'mount' mount -t tmpfs none /tmp
try 'make a file that runs as its owner' bash -c 'cp /bin/true /tmp/true && chmod u+s /tmp/true'
try 'make a device' mknod /tmp/disk b 254 0
try 'read the disk' head -c 1 /dev/ubda
try 'set the clock' date -s '2030-01-01'
try 'set the name of the machine' hostname other
try 'set the kernel' bash -c 'echo 1 > /proc/sys/vm/drop_caches'
try 'read the log of the kernel' dmesg
try 'load a module' modprobe loop
try 'change its personality' setarch --addr-no-randomize true
try 'take a realtime priority' chrt -f 1 true
try 'listen below port 1024' perl -e 'use Socket; socket(my $s, AF_INET, SOCK_STREAM, 0); bind($s, sockaddr_in(81, INADDR_LOOPBACK)) or die "$!\n"'
try 'open a socket of IPv4' bash -c 'socket_of 2 1'
try 'open a socket of this machine' bash -c 'socket_of 1 1'
try 'open a socket to the kernel' bash -c 'socket_of 16 3'
try 'open a socket of raw packets' bash -c 'socket_of 17 3'
touch "/tmp/mark-of-the-probe"
echo "mask: $(umask)"
echo "files: $(ulimit -n)"
echo "user: $(id -un)"
grep -E '^(CapEff|CapBnd|NoNewPrivs|Seccomp):' /proc/self/status
