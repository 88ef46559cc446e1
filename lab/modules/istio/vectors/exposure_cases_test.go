package vectors

import (
	"fmt"
	"math/rand"
)

func exposureCase(r *rand.Rand) object {
	var objects []object
	gateways := make([]string, 1+r.Intn(4))
	for i := range gateways {
		name, namespace := fmt.Sprintf("gw%d", i), oneOf(r, gatewayNamespace, "shop", "other")
		gateways[i] = namespace + "/" + name
		selector := oneOf(r, "edge", "edge", "edge", "edge", "absent")
		servers := make([]object, 1+r.Intn(2))
		for j := range servers {
			servers[j] = server(r, i, j)
		}
		spec := object{"selector": object{"istio": selector}, "servers": servers}
		objects = append(objects, istioObject("networking", "Gateway", metadata(r, name, namespace, 6), spec))
	}
	for i := range 1 + r.Intn(5) {
		name, namespace := fmt.Sprintf("vs%d", i), oneOf(r, "shop", "other")
		spec := virtualServiceSpec(r, gateways, namespace)
		objects = append(objects, istioObject("networking", "VirtualService", metadata(r, name, namespace, 6), spec))
	}
	return object{"objects": objects}
}

// server names its port after its place, so that a route configuration tells
// which server won.
func server(r *rand.Rand, gateway, index int) object {
	made := object{"hosts": oneOf(r,
		[]string{"*"},
		[]string{"a.example.com"},
		[]string{"b.example.com"},
		[]string{"*.example.com"},
		[]string{"shop/a.example.com"},
		[]string{"./b.example.com"},
		[]string{"a.example.com", "b.example.com"})}
	port := func(prefix string, number int, protocol string) object {
		return object{"name": fmt.Sprintf("%s-%d-%d", prefix, gateway, index), "number": number, "protocol": protocol}
	}
	switch r.Intn(4) {
	case 0:
		made["port"] = port("http", 80, "HTTP")
	case 1:
		made["port"] = port("tls", 443, "TLS")
		made["tls"] = object{"mode": "PASSTHROUGH"}
	default:
		made["port"] = port("https", oneOf(r, 443, 443, 8443), "HTTPS")
		made["tls"] = object{"mode": "SIMPLE", "credentialName": fmt.Sprintf("cred-%d", r.Intn(3))}
	}
	return made
}

func virtualServiceSpec(r *rand.Rand, gateways []string, namespace string) object {
	gateway := oneOf(r, gateways...)
	bound := []string{gateway}
	switch r.Intn(10) {
	case 0:
		bound = []string{"mesh"}
	case 1, 2:
		bound = []string{"mesh", gateway}
	case 3:
		// Without a namespace the name means the VirtualService's own.
		bound = []string{fmt.Sprintf("gw%d", r.Intn(len(gateways)))}
	}
	hosts := oneOf(r,
		[]string{"a.example.com"},
		[]string{"b.example.com"},
		[]string{"*.example.com"},
		[]string{"a.elsewhere.org"},
		[]string{"a.example.com", "b.example.com"})
	spec := object{"hosts": hosts, "gateways": bound}
	if chance(r, 33) {
		spec["exportTo"] = oneOf(r, []string{"."}, []string{gatewayNamespace})
	}
	// A wildcard and its exact names cannot both be matched by one SNI rule.
	if chance(r, 20) {
		spec["tls"] = []object{{"match": []object{{"sniHosts": hosts}}, "route": []object{destination(r)}}}
		return spec
	}
	routes := []object{{"route": []object{destination(r)}}}
	if chance(r, 50) {
		first := object{"match": []object{{"uri": object{"prefix": "/p"}}}, "route": []object{destination(r)}}
		routes = append([]object{first}, routes...)
	}
	spec["http"] = routes
	return spec
}

// destination may name a Service that is not there: a short name is one of the
// VirtualService's own namespace.
func destination(r *rand.Rand) object {
	host := oneOf(r, "web", "api", "web.shop.svc.cluster.local", "api.other.svc.cluster.local")
	return object{"destination": object{"host": host, "port": object{"number": 8080}}}
}
