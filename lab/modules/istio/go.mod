module meshwright.dev/lab/istio

go 1.26.0
