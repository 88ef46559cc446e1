package vectors

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"testing"

	"istio.io/istio/pkg/config/analysis/analyzers"
	"istio.io/istio/pkg/config/analysis/local"
)

// findingsRecorder asks what istioctl analyze says of a whole cluster.
var findingsRecorder = recorder{file: "findings.jsonl", generate: findingsCase, answer: findingsAnswer}

// findingsAnswer runs every analyzer as istioctl does. The objects come as test
// sources do, for istioctl does not read pods and the like from files otherwise.
func findingsAnswer(t *testing.T, inputs object) object {
	objects := objectsOf(inputs, "objects")
	analyzer := local.NewIstiodAnalyzer(analyzers.AllCombined(), "", rootNamespace, nil)
	documents := make([]string, len(objects))
	for i, each := range objects {
		text, err := json.Marshal(each)
		if err != nil {
			t.Fatal(err)
		}
		documents[i] = string(text)
	}
	source := local.ReaderSource{Name: "case.yaml", Reader: strings.NewReader(strings.Join(documents, "\n---\n"))}
	if err := analyzer.AddTestReaderKubeSource([]local.ReaderSource{source}); err != nil {
		t.Fatal(err)
	}
	useMeshConfig(t, analyzer, objects)
	stop := make(chan struct{})
	defer close(stop)
	result, err := analyzer.Analyze(stop)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]object{}
	for _, message := range result.Messages {
		said := message.Unstructured(true)
		finding := object{"code": said["code"], "level": said["level"], "message": said["message"]}
		origin, _ := said["origin"].(string)
		finding["object"] = origin
		// Of several messages on the same object one is enough to compare.
		key := fmt.Sprintf("%v %v", said["code"], origin)
		if _, known := found[key]; !known {
			found[key] = finding
		}
	}
	keys := make([]string, 0, len(found))
	for key := range found {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	list := make([]object, len(keys))
	for i, key := range keys {
		list[i] = found[key]
	}
	inputs["findings"] = list
	return inputs
}

// useMeshConfig takes the mesh configuration from its ConfigMap, as istioctl
// does of a running cluster.
func useMeshConfig(t *testing.T, analyzer *local.IstiodAnalyzer, objects []object) {
	for _, each := range objects {
		metadata, _ := each["metadata"].(object)
		data, _ := each["data"].(object)
		if each["kind"] != "ConfigMap" || metadata["name"] != "istio" || metadata["namespace"] != rootNamespace {
			continue
		}
		mesh, _ := data["mesh"].(string)
		path := filepath.Join(t.TempDir(), "mesh.yaml")
		if err := os.WriteFile(path, []byte(mesh), 0o600); err != nil {
			t.Fatal(err)
		}
		if err := analyzer.AddFileKubeMeshConfig(path); err != nil {
			t.Fatal(err)
		}
	}
}
