#!/bin/sh
# Gives each file of a node to the account that needs it. Run as root after `rose init` and after `rose gateway prepare`;
# running it again changes nothing. Accounts: NODE (ingest, data cuts, committee), ENGINE, GATEWAY.
# The third folder is where the gateway hands over jobs of pooled rounds; without rounds it is left out.
#   accounts.sh /var/lib/rose/node /var/lib/rose-gateway/node /var/lib/rose-jobs
set -eu
node=${1:?folder of the node}
gateway=${2:?folder of the gateway}
jobs=${3:-}
NODE=${ROSE_NODE_ACCOUNT:-rose}
ENGINE=${ROSE_ENGINE_ACCOUNT:-rose-engine}
GATEWAY=${ROSE_GATEWAY_ACCOUNT:-rose-gateway}

for account in "$NODE" "$ENGINE" "$GATEWAY"; do
  id -u "$account" >/dev/null 2>&1 || useradd --system --user-group --no-create-home --shell /usr/sbin/nologin "$account"
done
group() { id -gn "$1"; }

chown -R "$NODE:$(group "$NODE")" "$node"
chmod 0750 "$node"
chmod 0640 "$node/rose.json"
# The node's group reads: what the engine is given. New files take the group from their folder.
for folder in cuts snapshot-keys documents engine/in; do
  mkdir -p "$node/$folder"
  chmod -R g+rX,o= "$node/$folder"
  chmod 2750 "$node/$folder"
  chown -R "$NODE:$(group "$NODE")" "$node/$folder"
done
chmod 0750 "$node/engine"
chmod 0440 "$node/engine/pinned.json"
# The engine's own: its keys, its record, what it remembers of tables.
for own in keys history; do
  chown -R "$ENGINE:$(group "$ENGINE")" "$node/engine/$own"
  chmod 0700 "$node/engine/$own"
done
for file in record.ndjson record.lock; do
  if [ -e "$node/engine/$file" ]; then
    chown "$ENGINE:$(group "$ENGINE")" "$node/engine/$file"
    chmod 0600 "$node/engine/$file"
  fi
done
# What it lets out, and its accounts of tables, are read by the node.
for folder in out builds; do
  chown -R "$ENGINE:$(group "$NODE")" "$node/engine/$folder"
  chmod -R g+rX,o= "$node/engine/$folder"
  chmod 2770 "$node/engine/$folder"
done
# The lock of the record is made and removed beside it.
chown "$NODE:$(group "$ENGINE")" "$node/engine"
chmod 3771 "$node/engine"

chown -R "$GATEWAY:$(group "$GATEWAY")" "$gateway"
chmod 0700 "$gateway"

# Jobs of rounds: the gateway writes what the engine reads, the engine writes what the gateway reads, nobody else enters.
if [ -n "$jobs" ]; then
  mkdir -p "$jobs/in" "$jobs/out"
  chown root:root "$jobs"
  chmod 0755 "$jobs"
  chown -R "$GATEWAY:$(group "$ENGINE")" "$jobs/in"
  chown -R "$ENGINE:$(group "$GATEWAY")" "$jobs/out"
  chmod 2750 "$jobs/in" "$jobs/out"
fi
