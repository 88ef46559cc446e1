module meshwright.dev/lab/cert-manager

go 1.26.0
