package vectors

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	clusterv3 "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	tlsv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/core"
	"istio.io/istio/pkg/config/protocol"
)

// clientTLSRecorder asks which TLS clients of one Service originate.
var clientTLSRecorder = recorder{file: "client-tls.jsonl", generate: clientTLSCase, answer: clientTLSAnswer}

const calledService = "cart.other.svc.cluster.local"

var tlsClients = []struct {
	namespace string
	labels    map[string]string
}{
	{"shop", map[string]string{"app": "web"}},
	{"shop", map[string]string{"app": "job"}},
	{"other", map[string]string{"app": "web"}},
	{rootNamespace, map[string]string{"app": "web"}},
}

func clientTLSCase(r *rand.Rand) object {
	rules := make([]object, 1+r.Intn(6))
	for i := range rules {
		name := fmt.Sprintf("%c%d", 'a'+r.Intn(4), i)
		namespace := oneOf(r, "other", "shop", "third", rootNamespace)
		rules[i] = istioObject("networking", "DestinationRule", metadata(r, name, namespace, 5), ruleSpec(r, namespace))
	}
	return object{"rootNamespace": rootNamespace, "service": calledService, "destinationRules": rules}
}

func ruleSpec(r *rand.Rand, namespace string) object {
	hosts := []string{calledService, calledService, calledService, "*.svc.cluster.local", "*.other.svc.cluster.local", "*.local"}
	if namespace == "other" {
		hosts = append(hosts, "cart", "cart", "cart", "cart")
	}
	spec := object{"host": oneOf(r, hosts...)}
	// A rule that is exported cannot also select workloads.
	if chance(r, 20) {
		spec["workloadSelector"] = selection(map[string]string{"app": "web"})
	} else if chance(r, 50) {
		spec["exportTo"] = oneOf(r, []string{"."}, []string{"*"}, []string{"shop"})
	}
	if chance(r, 80) {
		spec["trafficPolicy"] = trafficPolicy(r)
	}
	if chance(r, 50) {
		subset := object{"name": "v1", "labels": map[string]string{"version": "v1"}}
		if chance(r, 50) {
			subset["trafficPolicy"] = trafficPolicy(r)
		}
		spec["subsets"] = []object{subset}
	}
	return spec
}

// trafficPolicy sets TLS or something beside the point: a policy without TLS
// still hides that of a broader rule.
func trafficPolicy(r *rand.Rand) object {
	policy := tlsOrLoadBalancer(r, 70)
	if chance(r, 35) {
		port := tlsOrLoadBalancer(r, 65)
		port["port"] = object{"number": oneOf(r, 8080, 9090)}
		policy["portLevelSettings"] = []object{port}
	}
	return policy
}

func tlsOrLoadBalancer(r *rand.Rand, tlsPercent int) object {
	if !chance(r, tlsPercent) {
		return object{"loadBalancer": object{"simple": "RANDOM"}}
	}
	mutual := object{
		"mode":              "MUTUAL",
		"clientCertificate": "/c/cert.pem",
		"privateKey":        "/c/key.pem",
		"caCertificates":    "/c/ca.pem",
	}
	return object{"tls": oneOf(r, mutual, object{"mode": "SIMPLE"}, object{"mode": "DISABLE"}, object{"mode": "ISTIO_MUTUAL"})}
}

func clientTLSAnswer(t *testing.T, inputs object) object {
	plane := core.NewConfigGenTest(t, core.TestOptions{
		Configs: parse(t, objectsOf(inputs, "destinationRules")),
		Services: []*model.Service{service("cart", "other",
			&model.Port{Name: "http", Port: 8080, Protocol: protocol.HTTP},
			&model.Port{Name: "tcp", Port: 9090, Protocol: protocol.TCP})},
	})
	clients := make([]object, len(tlsClients))
	for i, client := range tlsClients {
		proxy := plane.SetupProxy(&model.Proxy{
			ConfigNamespace: client.namespace,
			Labels:          client.labels,
			Metadata:        &model.NodeMetadata{Namespace: client.namespace, Labels: client.labels},
		})
		byPort := object{}
		for _, cluster := range plane.Clusters(proxy) {
			if key, ok := portAndSubset(cluster.Name); ok {
				byPort[key] = originatedTLS(t, cluster)
			}
		}
		clients[i] = object{
			"namespace":                       client.namespace,
			"labels":                          client.labels,
			"clientTlsByServicePortAndSubset": byPort,
		}
	}
	inputs["clients"] = clients
	return inputs
}

// portAndSubset reads outbound|8080|v1|host as "8080/v1".
func portAndSubset(cluster string) (string, bool) {
	parts := strings.Split(cluster, "|")
	if len(parts) != 4 || parts[0] != "outbound" || parts[3] != calledService {
		return "", false
	}
	if parts[2] == "" {
		return parts[1], true
	}
	return parts[1] + "/" + parts[2], true
}

func originatedTLS(t *testing.T, cluster *clusterv3.Cluster) string {
	if len(cluster.TransportSocketMatches) > 0 {
		return "AUTO" // decided for each endpoint by its labels
	}
	if cluster.TransportSocket == nil {
		return "DISABLE"
	}
	tls := &tlsv3.UpstreamTlsContext{}
	if err := cluster.TransportSocket.GetTypedConfig().UnmarshalTo(tls); err != nil {
		t.Fatal(err)
	}
	own := tls.CommonTlsContext.TlsCertificateSdsSecretConfigs
	switch {
	case len(own) == 0:
		return "SIMPLE"
	case own[0].Name == "default":
		return "ISTIO_MUTUAL"
	}
	return "MUTUAL"
}
