package vectors

import (
	"fmt"
	"math/rand"
	"strconv"
	"testing"

	"istio.io/istio/pilot/pkg/networking/core"
	"istio.io/istio/pilot/pkg/security/authn"
)

// mtlsRecorder asks which mode of mTLS pods serve on each container port.
var mtlsRecorder = recorder{file: "mtls.jsonl", generate: mtlsCase, answer: mtlsAnswer}

var mtlsPorts = []uint32{6060, 7070, 8080, 9090}

var mtlsPods = []struct {
	namespace string
	labels    map[string]string
}{
	{"shop", map[string]string{"app": "cart", "version": "v1"}},
	{"shop", map[string]string{"app": "cart", "version": "v2"}},
	{"shop", map[string]string{"app": "web"}},
	{"other", map[string]string{"app": "cart", "version": "v1"}},
	{rootNamespace, map[string]string{"app": "cart", "version": "v1"}},
}

func mtlsCase(r *rand.Rand) object {
	policies := make([]object, r.Intn(9))
	for i := range policies {
		name := fmt.Sprintf("%c%d", 'a'+r.Intn(4), i)
		namespace := oneOf(r, "shop", "other", rootNamespace)
		policies[i] = istioObject("security", "PeerAuthentication", metadata(r, name, namespace, 4), peerSpec(r))
	}
	return object{"rootNamespace": rootNamespace, "peerAuthentications": policies}
}

func peerSpec(r *rand.Rand) object {
	spec := object{}
	if chance(r, 80) {
		spec["mtls"] = mode(r)
	}
	if chance(r, 70) {
		spec["selector"] = oneOf(r, object{},
			selection(map[string]string{"app": "cart"}), selection(map[string]string{"app": "cart"}),
			selection(map[string]string{"version": "v1"}), selection(map[string]string{"version": "v1"}),
			selection(map[string]string{"app": "cart", "version": "v1"}),
			selection(map[string]string{"app": "cart", "version": "v2"}))
	}
	// Istio refuses modes by port where no workload is selected.
	if selector, ok := spec["selector"].(object); ok && len(selector) > 0 && chance(r, 40) {
		ports := object{}
		for range 1 + r.Intn(3) {
			ports[oneOf(r, "7070", "8080", "9090")] = mode(r)
		}
		spec["portLevelMtls"] = ports
	}
	return spec
}

func mode(r *rand.Rand) object {
	name := oneOf(r, "STRICT", "STRICT", "STRICT", "DISABLE", "DISABLE", "PERMISSIVE", "UNSET", "")
	if name == "" {
		return object{}
	}
	return object{"mode": name}
}

func mtlsAnswer(t *testing.T, inputs object) object {
	plane := core.NewConfigGenTest(t, core.TestOptions{Configs: parse(t, objectsOf(inputs, "peerAuthentications"))})
	push := plane.PushContext()
	pods := make([]object, len(mtlsPods))
	for i, pod := range mtlsPods {
		policy := authn.NewMtlsPolicy(push, push.AuthnPolicies, pod.namespace, pod.labels, false)
		modes := object{}
		for _, port := range mtlsPorts {
			modes[strconv.Itoa(int(port))] = policy.GetMutualTLSModeForPort(port).String()
		}
		pods[i] = object{
			"namespace":                    pod.namespace,
			"labels":                       pod.labels,
			"effectiveMtlsByContainerPort": modes,
		}
	}
	inputs["pods"] = pods
	return inputs
}
