package vectors

import (
	"fmt"
	"math/rand"
)

var externalHosts = []string{"a.example.com", "b.example.com"}

const egressService = "egress.gate.svc.cluster.local"

// egressCase makes ways out of the mesh whose parts fit together only by chance.
func egressCase(r *rand.Rand) object {
	var objects []object
	add := func(kind, prefix string, count int, spec func(namespace string) object) {
		for i := range count {
			namespace := oneOf(r, "shop", "shop", "other", "gate", rootNamespace)
			name := fmt.Sprintf("%s%d", prefix, i)
			objects = append(objects, istioObject("networking", kind, metadata(r, name, namespace, 5), spec(namespace)))
		}
	}
	add("ServiceEntry", "se", 1+r.Intn(3), func(string) object { return entrySpec(r) })
	add("VirtualService", "vs", r.Intn(4), func(string) object { return egressRouteSpec(r) })
	add("DestinationRule", "dr", r.Intn(5), func(string) object { return egressRuleSpec(r) })
	if chance(r, 45) {
		add("Sidecar", "sc", 1+r.Intn(2), func(string) object { return sidecarSpec(r) })
	}
	return object{"rootNamespace": rootNamespace, "objects": objects}
}

// sidecarSpec narrows what sidecars know, by chance to what they need.
func sidecarSpec(r *rand.Rand) object {
	hosts := func() []string {
		made := make([]string, 1+r.Intn(3))
		for i := range made {
			made[i] = oneOf(r, "./*", "*/*", "shop/*", "gate/*", "other/*", rootNamespace+"/*", "*/a.example.com", "*/*.example.com",
				"other/b.example.com", "./"+egressService, "gate/"+egressService, "*/c.example.com", "~*/b.example.com", "~shop/*", "~./*.example.com")
		}
		return made
	}
	listeners := []object{{"hosts": hosts()}}
	if chance(r, 20) {
		port := object{"number": oneOf(r, 80, 8080), "protocol": "HTTP", "name": "http"}
		listeners = append([]object{{"port": port, "hosts": hosts()}}, listeners...)
	}
	spec := object{"egress": listeners}
	if chance(r, 20) {
		spec["workloadSelector"] = object{"labels": map[string]string{"app": oneOf(r, "web", "other")}}
	}
	if chance(r, 20) {
		spec["outboundTrafficPolicy"] = object{"mode": oneOf(r, "REGISTRY_ONLY", "ALLOW_ANY")}
		if chance(r, 30) {
			delete(spec, "egress") // Istio refuses a Sidecar that says nothing at all
		}
	}
	return spec
}

func exported(r *rand.Rand, spec object) object {
	if chance(r, 60) {
		spec["exportTo"] = oneOf(r, []string{"."}, []string{"*"}, []string{"gate", "shop"}, []string{"shop"})
	}
	return spec
}

func entrySpec(r *rand.Rand) object {
	http := object{"number": 80, "name": "http", "protocol": "HTTP"}
	alt := object{"number": 8080, "name": "http-alt", "protocol": "HTTP"}
	https := object{"number": 443, "name": "https", "protocol": "HTTPS"}
	spec := object{
		"hosts":      oneOf(r, externalHosts[:1], externalHosts[:1], externalHosts[1:], externalHosts),
		"location":   "MESH_EXTERNAL",
		"resolution": "DNS",
		"ports":      oneOf(r, []object{http, https}, []object{https}, []object{http}, []object{http, alt, https}),
	}
	if chance(r, 15) {
		spec["hosts"] = []string{"*.example.com"}
		spec["resolution"] = "NONE"
	}
	if chance(r, 20) {
		spec["subjectAltNames"] = []string{"spiffe://partner"}
	}
	return exported(r, spec)
}

func egressRouteSpec(r *rand.Rand) object {
	to := func(host string, port int) object {
		destination := object{"host": host, "port": object{"number": port}}
		if host == egressService && chance(r, 50) {
			destination["subset"] = "out"
		}
		return object{"route": []object{{"destination": destination}}}
	}
	route := oneOf(r, to(egressService, 443), to(egressService, 80), to("a.example.com", 443), to("b.example.com", 80))
	match := object{}
	if chance(r, 50) {
		match["port"] = oneOf(r, 80, 80, 443, 8080)
	}
	if chance(r, 40) {
		match["gateways"] = oneOf(r, []string{"mesh"}, []string{"gate/out"})
	}
	if chance(r, 20) {
		match["sourceNamespace"] = oneOf(r, "shop", "other")
	}
	if chance(r, 20) {
		match["uri"] = object{"prefix": "/p"}
	}
	if len(match) > 0 {
		route["match"] = []object{match}
	}
	spec := object{
		"hosts": oneOf(r, externalHosts[:1], externalHosts[:1], externalHosts[1:], externalHosts, []string{"*.example.com"}),
		"http":  []object{route},
	}
	if chance(r, 60) {
		spec["gateways"] = oneOf(r, []string{"mesh"}, []string{"mesh", "gate/out"}, []string{"gate/out"})
	}
	return exported(r, spec)
}

func egressRuleSpec(r *rand.Rand) object {
	host := oneOf(r, "a.example.com", "a.example.com", "b.example.com", "*.example.com", egressService)
	policy := object{}
	if chance(r, 40) {
		policy["tls"] = clientTLS(r)
	}
	if chance(r, 60) {
		policy["portLevelSettings"] = []object{{"port": object{"number": oneOf(r, 80, 443)}, "tls": clientTLS(r)}}
	}
	spec := object{"host": host}
	if len(policy) > 0 {
		spec["trafficPolicy"] = policy
	}
	if chance(r, 40) {
		subset := object{"name": "out", "labels": map[string]string{"istio": "egress"}}
		if chance(r, 50) {
			subset["trafficPolicy"] = object{"tls": clientTLS(r)}
		}
		spec["subsets"] = []object{subset}
	}
	return exported(r, spec)
}

func clientTLS(r *rand.Rand) object {
	tls := oneOf(r,
		object{"mode": "ISTIO_MUTUAL"},
		object{"mode": "DISABLE"},
		object{"mode": "SIMPLE"},
		object{"mode": "SIMPLE", "credentialName": "ca"},
		object{"mode": "MUTUAL", "credentialName": "client"},
		object{"mode": "MUTUAL", "clientCertificate": "/c/cert.pem", "privateKey": "/c/key.pem", "caCertificates": "/c/ca.pem"})
	if tls["mode"] == "DISABLE" {
		return tls
	}
	if chance(r, 50) {
		tls["sni"] = oneOf(r, externalHosts...)
	}
	if chance(r, 40) {
		tls["subjectAltNames"] = []string{"a.example.com"}
	}
	return tls
}
