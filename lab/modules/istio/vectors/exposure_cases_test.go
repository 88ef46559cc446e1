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
	if chance(r, 40) {
		objects = append(objects, delegation(r, gateways)...)
	}
	return object{"objects": objects}
}

// delegation is a VirtualService whose routes are those of others, which may
// not fit, may be private, or may not be there at all.
func delegation(r *rand.Rand, gateways []string) []object {
	match := func() object {
		made := object{}
		if chance(r, 70) {
			made["uri"] = oneOf(r,
				object{"prefix": "/p"}, object{"prefix": "/p/q"}, object{"prefix": "/"},
				object{"exact": "/p/q"}, object{"exact": "/x"}, object{"regex": ".*"})
		}
		if chance(r, 25) {
			made["method"] = object{"exact": oneOf(r, "GET", "POST")}
		}
		if chance(r, 25) {
			made["headers"] = object{oneOf(r, "x-a", "x-b"): oneOf(r, object{"exact": "1"}, object{"prefix": "1"}, object{})}
		}
		if chance(r, 15) {
			made["gateways"] = oneOf(r, []string{gateways[0]}, []string{gateways[0], "mesh"})
		}
		if chance(r, 10) {
			made["ignoreUriCase"] = true
		}
		return made
	}
	withMatches := func(route object) object {
		if chance(r, 75) {
			matches := make([]object, 1+r.Intn(2))
			for i := range matches {
				matches[i] = match()
			}
			route["match"] = matches
		}
		return route
	}
	var made []object
	for i := range 1 + r.Intn(2) {
		routes := make([]object, 1+r.Intn(3))
		for j := range routes {
			routes[j] = withMatches(object{"route": destinations(r)})
			if chance(r, 25) {
				routes[j]["mirror"] = object{"host": "api.other.svc.cluster.local"}
			}
		}
		spec := object{"http": routes}
		if chance(r, 30) {
			spec["exportTo"] = oneOf(r, []string{"."}, []string{"*"}, []string{"shop"})
		}
		name, namespace := fmt.Sprintf("part%d", i), oneOf(r, "shop", "other")
		made = append(made, istioObject("networking", "VirtualService", metadata(r, name, namespace, 6), spec))
	}
	routes := make([]object, 1+r.Intn(3))
	for i := range routes {
		delegate := object{"name": oneOf(r, "part0", "part0", "part1", "vs0", "absent")}
		if chance(r, 50) {
			delegate["namespace"] = oneOf(r, "shop", "other")
		}
		routes[i] = withMatches(object{"delegate": delegate})
	}
	spec := object{"hosts": []string{"a.example.com"}, "gateways": []string{oneOf(r, gateways...)}, "http": routes}
	name, namespace := "root", oneOf(r, "shop", "other")
	return append(made, istioObject("networking", "VirtualService", metadata(r, name, namespace, 6), spec))
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
		spec["tls"] = []object{{"match": []object{{"sniHosts": hosts}}, "route": destinations(r)}}
		return spec
	}
	routes := []object{{"route": destinations(r)}}
	if chance(r, 50) {
		first := object{"match": []object{{"uri": object{"prefix": "/p"}}}, "route": destinations(r)}
		routes = append([]object{first}, routes...)
	}
	spec["http"] = routes
	return spec
}

// destinations are one, or several of which some get nothing: Istio refuses a
// route whose weights are all zero.
func destinations(r *rand.Rand) []object {
	made := make([]object, oneOf(r, 1, 1, 1, 2, 3))
	for i := range made {
		made[i] = destination(r)
		if len(made) > 1 && i > 0 && chance(r, 60) || len(made) == 1 && chance(r, 10) {
			made[i]["weight"] = oneOf(r, 0, 1, 50)
		}
	}
	if len(made) > 1 {
		made[r.Intn(len(made))]["weight"] = 10
	}
	return made
}

// destination may name a Service that is not there: a short name is one of the
// VirtualService's own namespace.
func destination(r *rand.Rand) object {
	host := oneOf(r, "web", "api", "web.shop.svc.cluster.local", "api.other.svc.cluster.local")
	return object{"destination": object{"host": host, "port": object{"number": 8080}}}
}
