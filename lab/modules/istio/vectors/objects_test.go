package vectors

import (
	"encoding/json"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"istio.io/istio/pilot/pkg/config/kube/crd"
	"istio.io/istio/pkg/config"
)

const (
	domain        = "cluster.local"
	rootNamespace = "istio-system"
)

// object is JSON as it stands in a vector.
type object = map[string]any

// oneOf picks an element; to make one likelier, list it twice.
func oneOf[T any](r *rand.Rand, options ...T) T {
	return options[r.Intn(len(options))]
}

func chance(r *rand.Rand, percent int) bool {
	return r.Intn(100) < percent
}

// metadata lets names and creation times collide, for ties decide much in Istio.
func metadata(r *rand.Rand, name, namespace string, seconds int) object {
	return object{
		"name":              name,
		"namespace":         namespace,
		"creationTimestamp": fmt.Sprintf("2026-01-01T00:00:%02dZ", r.Intn(seconds)),
	}
}

func istioObject(group, kind string, metadata, spec object) object {
	return object{
		"apiVersion": group + ".istio.io/v1",
		"kind":       kind,
		"metadata":   metadata,
		"spec":       spec,
	}
}

// parse reads objects as istiod does. JSON is YAML, and a document each.
func parse(t *testing.T, objects []object) []config.Config {
	t.Helper()
	documents := make([]string, len(objects))
	for i, each := range objects {
		text, err := json.Marshal(each)
		if err != nil {
			t.Fatal(err)
		}
		documents[i] = string(text)
	}
	configs, unknown, err := crd.ParseInputs(strings.Join(documents, "\n---\n"))
	if err != nil {
		t.Fatal(err)
	}
	if len(unknown) > 0 {
		t.Fatalf("istiod does not know %v", unknown)
	}
	for i := range configs {
		configs[i].Domain = domain
	}
	return configs
}

// objectsOf returns the list under a key, whether made here or read from JSON.
func objectsOf(inputs object, key string) []object {
	switch list := inputs[key].(type) {
	case []object:
		return list
	case []any:
		result := make([]object, len(list))
		for i, each := range list {
			result[i] = each.(object)
		}
		return result
	}
	return nil
}

// selection is an exact label selector, as both sides write it.
func selection(labels map[string]string) object {
	return object{"matchLabels": labels}
}
