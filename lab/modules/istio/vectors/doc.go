// Package vectors holds no code but tests. They let Istio's own control-plane
// code judge random configurations and record what it says, one JSON object a
// line, so that other implementations of the same rules can be held against it.
package vectors
