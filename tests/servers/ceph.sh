#!/usr/bin/env bash
# A throw-away, single-node Ceph object store with its S3 gateway on loopback: a real S3 server, on which creating an
# object (PutObject with If-None-Match: *) is atomic. Needs no root.
#
#   tests/servers/ceph.sh FOLDER    runs it with all of its state in FOLDER, which must not exist yet; prints the
#                                   settings that a client needs; when its standard input ends, or on Ctrl-C, stops it
#                                   and removes FOLDER
#
# Ports: CEPH_S3_PORT (7480) and CEPH_MON_PORT (40101); the others are found by Ceph itself.
# Known limits of Ceph 16.2: If-Match on PutObject answers 412 to the current ETag, on DeleteObject it is ignored;
# in a bucket with versions it ignores If-None-Match on PutObject (the check before the first claim finds that).
set -euo pipefail

packages=(radosgw ceph-mon ceph-osd ceph-mgr ceph-common)
for program in radosgw radosgw-admin ceph-mon ceph-osd ceph-mgr ceph monmaptool curl setpriv; do
  command -v "$program" >/dev/null && continue
  echo "ceph.sh: expected the program $program, found none. Install Debian's or Ubuntu's packages:" >&2
  echo "  apt-get install --no-install-recommends ${packages[*]} curl util-linux" >&2
  exit 1
done
[[ $# == 1 ]] || { sed -n '2,11s/^# \{0,1\}//p' "$0" >&2; exit 2; }

folder=$(realpath -m "$1")
mon_port=${CEPH_MON_PORT:-40101}
s3_port=${CEPH_S3_PORT:-7480}
endpoint=http://127.0.0.1:$s3_port
# Of one run, so that no other server can be taken for this one. Loopback only: nothing that has to be kept secret.
access_key=TEST$(od -An -N8 -tx1 /dev/urandom | tr -d ' \n')
secret_key=TESTSECRET
region=us-east-1
export CEPH_CONF=$folder/ceph.conf
gateway=(-n client.rgw -k "$folder/rgw/keyring" --auth-client-required=none --ms-mon-client-mode=crc)
daemons=()
input=
ready=

for port in "$mon_port" "$s3_port"; do
  (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || continue
  echo "ceph.sh: port $port is taken" >&2
  exit 1
done

mkdir "$folder"
mkdir "$folder"/{mon,mgr,osd,rgw,run,log}

finish() {
  local status=$?
  trap - EXIT INT TERM HUP
  if [[ -z $ready ]]; then
    echo "ceph.sh: did not start; the last lines of its logs:" >&2
    tail -n 5 "$folder"/log/* >&2 || true
  fi
  # All state is in memory and thrown away, so there is nothing to write out first.
  {
    kill -KILL "${daemons[@]}" $input
    wait
  } 2>/dev/null || true
  rm -rf "$folder"
  exit "$status"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

# Starts a daemon that does not outlive this script, not even one that is killed outright.
daemon() {
  setpriv --pdeathsig KILL "$@" -f </dev/null >"$folder/log/$1.out" 2>&1 &
  daemons+=($!)
}

quietly() { "$@" >>"$folder/log/setup.out" 2>&1; }
admin() { timeout 60 ceph "$@" 2>>"$folder/log/setup.out"; }

configure() {
  cat >"$CEPH_CONF" <<CONF
[global]
fsid = $fsid
mon host = v2:127.0.0.1:$mon_port/0
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind msgr1 = false
auth cluster required = none
auth service required = none
auth client required = none
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 4
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon warn on pool no redundancy = false
osd crush chooseleaf type = 0
mon data avail crit = 1
mon data avail warn = 2
osd objectstore = memstore
memstore device bytes = 2147483648
mon data = $folder/mon
mgr data = $folder/mgr
osd data = $folder/osd
run dir = $folder/run
log file = $folder/log/\$name.log
admin socket = $folder/run/\$name.asok
pid file = $folder/run/\$name.pid
rgw override bucket index max shards = 1
CONF
}

start_cluster() {
  local osd osd_uuid
  osd_uuid=$(cat /proc/sys/kernel/random/uuid)
  quietly monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$mon_port]" "$folder/monmap"
  quietly ceph-mon --mkfs -i a --monmap "$folder/monmap"
  daemon ceph-mon -i a
  admin auth get-or-create mgr.x mon 'allow *' osd 'allow *' mds 'allow *' >"$folder/mgr/keyring"
  daemon ceph-mgr -i x
  osd=$(admin osd new "$osd_uuid")
  admin osd crush add "osd.$osd" 1.0 root=default host=localhost
  quietly ceph-osd -i "$osd" --mkfs --osd-uuid "$osd_uuid"
  daemon ceph-osd -i "$osd"
}

start_gateway() {
  admin auth get-or-create client.rgw mon 'allow rw' osd 'allow rwx' mgr 'allow rw' >"$folder/rgw/keyring"
  # Otherwise the body of an answer waits 40 ms for the client to acknowledge the headers.
  daemon radosgw "${gateway[@]}" --rgw-frontends="beast endpoint=127.0.0.1:$s3_port tcp_nodelay=1"
  for _ in $(seq 120); do
    kill -0 "${daemons[-1]}"
    curl -s -o /dev/null -m 2 "$endpoint" && break
    sleep 0.5
  done
  kill -0 "${daemons[-1]}"
  quietly timeout 60 radosgw-admin "${gateway[@]}" user create --uid=test --display-name=test \
    --access-key="$access_key" --secret-key="$secret_key" --max-buckets=100000
}

fsid=$(cat /proc/sys/kernel/random/uuid)
configure
start_cluster
start_gateway
ready=yes
cat <<SETTINGS
S3_ENDPOINT=$endpoint
AWS_ACCESS_KEY_ID=$access_key
AWS_SECRET_ACCESS_KEY=$secret_key
AWS_REGION=$region
SETTINGS

# The end of the input also comes when the parent process is gone, however it ended.
cat <&0 >/dev/null &
input=$!
wait -n || true
kill -0 "$input" 2>/dev/null || exit 0
echo "ceph.sh: a daemon ended unasked; the last lines of the logs:" >&2
tail -n 5 "$folder"/log/* >&2
exit 1
