#!/bin/sh
# The engine sends a program's options to its host with each request. This host takes them as flags of its own, as the
# engines of its time gave them.
exec "$(dirname "$0")/pulumi-language-go-binary" ${PULUMI_GO_BINARY:+"-binary=$PULUMI_GO_BINARY"} "$@"
