package vectors

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	listenerv3 "github.com/envoyproxy/go-control-plane/envoy/config/listener/v3"
	routev3 "github.com/envoyproxy/go-control-plane/envoy/config/route/v3"
	hcmv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/http_connection_manager/v3"
	tcpv3 "github.com/envoyproxy/go-control-plane/envoy/extensions/filters/network/tcp_proxy/v3"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/core"
	"istio.io/istio/pkg/config/protocol"
	"istio.io/istio/pkg/wellknown"
)

// exposureRecorder asks what gateway pods serve: ports, names, and where to.
var exposureRecorder = recorder{file: "exposure.jsonl", generate: exposureCase, answer: exposureAnswer}

const (
	gatewayAddress   = "10.0.0.1"
	gatewayNamespace = "ingress"
)

var gatewayLabels = map[string]string{"istio": "edge"}

func exposureAnswer(t *testing.T, inputs object) object {
	edge := service("edge", gatewayNamespace,
		&model.Port{Name: "http", Port: 80, Protocol: protocol.HTTP},
		&model.Port{Name: "https", Port: 443, Protocol: protocol.HTTPS},
		&model.Port{Name: "https-alt", Port: 8443, Protocol: protocol.HTTPS})
	http := &model.Port{Name: "http", Port: 8080, Protocol: protocol.HTTP}
	plane := core.NewConfigGenTest(t, core.TestOptions{
		Configs:   parse(t, objectsOf(inputs, "objects")),
		Services:  []*model.Service{edge, service("web", "shop", http), service("api", "other", http)},
		Instances: endpoints(edge, gatewayAddress, gatewayLabels),
	})
	proxy := plane.SetupProxy(&model.Proxy{
		Type:            model.Router,
		ConfigNamespace: gatewayNamespace,
		Labels:          gatewayLabels,
		IPAddresses:     []string{gatewayAddress},
		Metadata:        &model.NodeMetadata{Namespace: gatewayNamespace, Labels: gatewayLabels},
	})
	listeners := plane.Listeners(proxy)
	routes := map[string]*routev3.RouteConfiguration{}
	for _, each := range plane.RoutesFromListeners(proxy, listeners) {
		routes[each.Name] = each
	}
	chains := []object{}
	for _, listener := range listeners {
		port := listener.GetAddress().GetSocketAddress().GetPortValue()
		for _, chain := range listener.FilterChains {
			chains = append(chains, describe(t, port, chain, routes))
		}
	}
	slices.SortFunc(chains, func(a, b object) int { return cmp.Compare(fmt.Sprint(a), fmt.Sprint(b)) })
	inputs["filterChains"] = chains
	inputs["gatewayPods"] = object{"namespace": gatewayNamespace, "labels": gatewayLabels}
	return inputs
}

func describe(t *testing.T, port uint32, chain *listenerv3.FilterChain, routes map[string]*routev3.RouteConfiguration) object {
	sni := slices.Clone(chain.GetFilterChainMatch().GetServerNames())
	slices.Sort(sni)
	described := object{
		"port":          port,
		"sni":           append([]string{}, sni...),
		"terminatesTls": chain.TransportSocket != nil,
	}
	for _, filter := range chain.Filters {
		switch filter.Name {
		case wellknown.HTTPConnectionManager:
			manager := &hcmv3.HttpConnectionManager{}
			if err := filter.GetTypedConfig().UnmarshalTo(manager); err != nil {
				t.Fatal(err)
			}
			name := manager.GetRds().GetRouteConfigName()
			described["routeConfig"] = name
			described["hosts"] = hosts(routes[name])
		case wellknown.TCPProxy:
			tcp := &tcpv3.TcpProxy{}
			if err := filter.GetTypedConfig().UnmarshalTo(tcp); err != nil {
				t.Fatal(err)
			}
			described["tcpTo"] = tcp.GetCluster()
			if several := tcp.GetWeightedClusters().GetClusters(); len(several) > 0 {
				names := make([]string, len(several))
				for i, each := range several {
					names[i] = each.Name
				}
				described["tcpTo"] = strings.Join(names, " ")
			}
		}
	}
	return described
}

// hosts lists for each name the clusters its routes go to, in order.
func hosts(config *routev3.RouteConfiguration) map[string][]string {
	found := map[string][]string{}
	for _, virtual := range config.GetVirtualHosts() {
		clusters := []string{}
		for _, route := range virtual.Routes {
			if cluster := route.GetRoute().GetCluster(); cluster != "" {
				clusters = append(clusters, cluster)
			}
			if several := route.GetRoute().GetWeightedClusters().GetClusters(); len(several) > 0 {
				names := make([]string, len(several))
				for i, each := range several {
					names[i] = each.Name
				}
				clusters = append(clusters, strings.Join(names, " "))
			}
		}
		for _, name := range virtual.Domains {
			if !strings.Contains(name, ":") { // the same name with a port
				found[name] = clusters
			}
		}
	}
	return found
}
