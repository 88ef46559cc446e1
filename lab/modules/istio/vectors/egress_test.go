package vectors

import (
	"strings"
	"testing"

	clusterv3 "github.com/envoyproxy/go-control-plane/envoy/config/cluster/v3"
	routev3 "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	tlsv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/transport_sockets/tls/v3"
	httpv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/upstreams/http/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/core"
	"istio.io/istio/pkg/config/protocol"
)

// egressRecorder asks where proxies send requests for hosts outside the mesh,
// and what they speak to them.
var egressRecorder = recorder{file: "egress.jsonl", generate: egressCase, answer: egressAnswer}

const httpOptions = "envoy.extensions.upstreams.http.v3.HttpProtocolOptions"

var egressProxies = []struct {
	kind      model.NodeType
	namespace string
	labels    map[string]string
}{
	{model.SidecarProxy, "shop", map[string]string{"app": "web"}},
	{model.SidecarProxy, "other", map[string]string{"app": "web"}},
	{model.Router, "gate", map[string]string{"istio": "egress"}},
	{model.Router, rootNamespace, map[string]string{"istio": "egress"}},
}

func egressAnswer(t *testing.T, inputs object) object {
	http := &model.Port{Name: "http", Port: 80, Protocol: protocol.HTTP}
	https := &model.Port{Name: "https", Port: 443, Protocol: protocol.HTTPS}
	plane := core.NewConfigGenTest(t, core.TestOptions{
		Configs: parse(t, objectsOf(inputs, "objects")),
		Services: []*model.Service{
			service("egress", "gate", http, https),
			service("web", "shop", http, &model.Port{Name: "http-alt", Port: 8080, Protocol: protocol.HTTP}),
		},
	})
	proxies := make([]object, len(egressProxies))
	for i, each := range egressProxies {
		proxy := plane.SetupProxy(&model.Proxy{
			Type:            each.kind,
			ConfigNamespace: each.namespace,
			Labels:          each.labels,
			Metadata:        &model.NodeMetadata{Namespace: each.namespace, Labels: each.labels},
		})
		proxies[i] = object{
			"type":      string(each.kind),
			"namespace": each.namespace,
			"labels":    each.labels,
			"clusters":  externalClusters(t, plane.Clusters(proxy)),
		}
		if each.kind == model.SidecarProxy {
			proxies[i]["routes"] = externalRoutes(plane.Routes(proxy))
		}
	}
	inputs["proxies"] = proxies
	return inputs
}

// externalRoutes names, by "port host", the clusters to which requests go in
// order. Absent: the request is no business of any route.
func externalRoutes(configs []*routev3.RouteConfiguration) map[string][]string {
	found := map[string][]string{}
	for _, config := range configs {
		if config.Name != "80" && config.Name != "8080" {
			continue
		}
		for _, name := range externalHosts {
			if virtual := virtualHostOf(config, name); virtual != nil {
				found[config.Name+" "+name] = clustersOf(virtual)
			}
		}
	}
	return found
}

// virtualHostOf picks as Envoy does: the name itself, else the longest wildcard.
func virtualHostOf(config *routev3.RouteConfiguration, name string) *routev3.VirtualHost {
	var best *routev3.VirtualHost
	length := 0
	for _, virtual := range config.VirtualHosts {
		for _, domain := range virtual.Domains {
			if domain == name {
				return virtual
			}
			suffix, wildcard := strings.CutPrefix(domain, "*.")
			if wildcard && strings.HasSuffix(name, "."+suffix) && len(suffix) > length {
				best, length = virtual, len(suffix)
			}
		}
	}
	return best
}

func clustersOf(virtual *routev3.VirtualHost) []string {
	clusters := []string{}
	for _, route := range virtual.Routes {
		if cluster := route.GetRoute().GetCluster(); cluster != "" {
			clusters = append(clusters, cluster)
		}
	}
	return clusters
}

func externalClusters(t *testing.T, clusters []*clusterv3.Cluster) object {
	found := object{}
	for _, cluster := range clusters {
		parts := strings.Split(cluster.Name, "|")
		if len(parts) != 4 || parts[0] != "outbound" {
			continue
		}
		if !strings.HasSuffix(parts[3], ".example.com") && parts[3] != egressService {
			continue
		}
		found[strings.Join(parts[1:], "|")] = spoken(t, cluster)
	}
	return found
}

func spoken(t *testing.T, cluster *clusterv3.Cluster) object {
	mode := originatedTLS(t, cluster)
	said := object{"tls": mode}
	if mode == "AUTO" || mode == "DISABLE" {
		return said
	}
	tls := &tlsv3.UpstreamTlsContext{}
	if err := cluster.TransportSocket.GetTypedConfig().UnmarshalTo(tls); err != nil {
		t.Fatal(err)
	}
	said["sni"] = tls.Sni
	names := []string{}
	context := tls.CommonTlsContext.GetCombinedValidationContext().GetDefaultValidationContext()
	for _, matcher := range context.GetMatchSubjectAltNames() { //nolint:staticcheck // what Istio sets
		names = append(names, matcher.GetExact())
	}
	said["subjectAltNames"] = names
	if options, ok := cluster.TypedExtensionProtocolOptions[httpOptions]; ok {
		http := &httpv3.HttpProtocolOptions{}
		if err := options.UnmarshalTo(http); err != nil {
			t.Fatal(err)
		}
		said["autoSni"] = http.GetUpstreamHttpProtocolOptions().GetAutoSni()
		said["autoSanValidation"] = http.GetUpstreamHttpProtocolOptions().GetAutoSanValidation()
	}
	return said
}
