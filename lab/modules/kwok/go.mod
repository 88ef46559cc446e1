module meshwright.dev/lab/kwok

go 1.26.0
