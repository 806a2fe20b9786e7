#!/bin/sh
# In namespaces of its own (unshare): a machine of three accounts with the paths that the units name, and a systemd that is
# process 1 of it and knows no other unit. Nothing outside is changed. 77: this machine does not allow it.
# Without PLACE it only tries whether it may.
#   CHECKOUT folder of the checkout, NODE folder of the program that runs it, PLACE folder with rose/, rose-gateway/, rose-jobs/
set -eu
cannot() { echo "cannot: $1" >&2; exit 77; }
mount --make-rprivate / || cannot 'mount in a namespace'
mount -t proc proc /proc || cannot 'mount /proc'
mount -t tmpfs tmpfs /run || cannot 'mount /run'
mount -t tmpfs tmpfs /sys/fs/cgroup && umount /sys/fs/cgroup || cannot 'mount over /sys/fs/cgroup'
mount -t cgroup2 cgroup2 /sys/fs/cgroup || cannot 'mount control groups'

[ -n "${PLACE:-}" ] || exit 0

mkdir /run/place /run/checkout /run/node
mount --bind "$PLACE" /run/place
mount --bind "$CHECKOUT" /run/checkout
mount --bind "$NODE" /run/node
for private in /tmp /var/tmp; do mount -t tmpfs -o mode=1777 tmpfs "$private"; done
# Homes and /tmp are hidden from the units, and the checkout may lie in one of them.
mount -t tmpfs -o mode=755 tmpfs /opt
mkdir /opt/rose /opt/node
mount --bind /run/checkout /opt/rose
mount --bind /run/node /opt/node
mount -t tmpfs -o mode=755 tmpfs /var/lib
for name in rose rose-gateway rose-jobs; do
  mkdir "/var/lib/$name"
  mount --bind "/run/place/$name" "/var/lib/$name"
done
mount -t tmpfs -o mode=755 tmpfs /usr/local/bin
printf '#!/bin/sh\nexec /opt/node/node /opt/rose/src/cli/main.ts "$@"\n' > /usr/local/bin/rose
chmod 0755 /usr/local/bin/rose

# Three accounts, as useradd would make them.
cp /etc/passwd /run/passwd
cp /etc/group /run/group
number=7400
for account in rose rose-engine rose-gateway; do
  echo "$account:x:$number:$number::/nonexistent:/usr/sbin/nologin" >> /run/passwd
  echo "$account:x:$number:" >> /run/group
  number=$((number + 1))
done
mount --bind /run/passwd /etc/passwd
mount --bind /run/group /etc/group

# The words of deploy/README.md.
rose gateway prepare --node /var/lib/rose/node --out /var/lib/rose-gateway/node --jobs /var/lib/rose-jobs
sh /opt/rose/deploy/systemd/accounts.sh /var/lib/rose/node /var/lib/rose-gateway/node /var/lib/rose-jobs

mkdir /run/units /run/said
cp /opt/rose/deploy/systemd/*.service /opt/rose/deploy/systemd/*.timer /run/units/
for target in basic sysinit shutdown multi-user network-online timers; do
  printf '[Unit]\nDescription=%s\n' "$target" > "/run/units/$target.target"
done
# There is no journal: what a unit says is kept beside.
for unit in engine gateway retention; do
  mkdir "/run/units/rose-$unit.service.d"
  said="/run/place/said-$unit"
  printf '[Service]\nStandardOutput=append:%s\nStandardError=append:%s\n' "$said" "$said" \
    > "/run/units/rose-$unit.service.d/said.conf"
done
# Started by the test once the data cut is open.
printf '[Path]\nPathExists=/run/place/retain\nUnit=rose-retention.service\n' > /run/units/retain.path
printf '[Unit]\nDescription=all\nWants=rose-engine.service rose-gateway.service retain.path\n' > /run/units/default.target
export container=other SYSTEMD_UNIT_PATH=/run/units
for systemd in /usr/lib/systemd/systemd /lib/systemd/systemd; do
  [ -x "$systemd" ] && exec "$systemd" --system --log-target=console
done
cannot 'find systemd'
