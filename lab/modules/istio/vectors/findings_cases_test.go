package vectors

import (
	"fmt"
	"math/rand"
)

// A maker adds an object to a case; the number keeps names apart.
type maker func(r *rand.Rand, i int) object

var findingMakers = []maker{
	findingPod, findingPod, findingPod, findingService, findingService, findingDeployment,
	findingGateway, findingGateway, findingVirtualService, findingVirtualService, findingVirtualService,
	findingRule, findingRule, findingEntry, findingEntry, findingSidecar, findingSidecar,
	findingTelemetry, findingTelemetry, findingPolicy, findingPolicy, findingAuthentication,
	findingWasm, findingWebhook, findingWebhook, findingHTTPRoute, findingKubernetesGateway,
}

// findingsCase is a small cluster in which names, labels and hosts meet by chance.
func findingsCase(r *rand.Rand) object {
	objects := []object{
		namespaceObject(rootNamespace, object{}),
		namespaceObject("shop", namespaceLabels(r)),
		namespaceObject("other", namespaceLabels(r)),
		namespaceObject("edge", namespaceLabels(r)),
	}
	if chance(r, 30) {
		objects = append(objects, namespaceObject("kube-system", object{}))
	}
	if chance(r, 60) {
		objects = append(objects, meshConfigObject(r))
	}
	if chance(r, 50) {
		objects = append(objects, injectorConfig(r))
	}
	if chance(r, 40) {
		objects = append(objects, findingEnvoyFilter(r, 0))
	}
	if chance(r, 25) {
		objects = append(objects, istiodObject(r))
	}
	for i := range 4 + r.Intn(14) {
		objects = append(objects, findingMakers[r.Intn(len(findingMakers))](r, i))
	}
	return object{"objects": distinct(objects)}
}

// distinct keeps the first object of a name.
func distinct(objects []object) []object {
	seen, kept := map[string]bool{}, []object{}
	for _, each := range objects {
		metadata := each["metadata"].(object)
		key := fmt.Sprint(each["kind"], each["apiVersion"], metadata["namespace"], metadata["name"])
		if !seen[key] {
			seen[key] = true
			kept = append(kept, each)
		}
	}
	return kept
}

func plain(apiVersion, kind string, metadata object, more object) object {
	made := object{"apiVersion": apiVersion, "kind": kind, "metadata": metadata}
	for key, value := range more {
		made[key] = value
	}
	return made
}

func namespaceObject(name string, labels object) object {
	return plain("v1", "Namespace", object{"name": name, "labels": labels}, nil)
}

func namespaceLabels(r *rand.Rand) object {
	return oneOf(r, object{}, object{},
		object{"istio-injection": "enabled"}, object{"istio-injection": "enabled"}, object{"istio-injection": "enabled"},
		object{"istio-injection": "disabled"},
		object{"istio.io/rev": "1-30-3"}, object{"istio.io/rev": "prod"},
		object{"istio.io/rev": "prod", "istio-injection": "enabled"},
		object{"istio.io/dataplane-mode": "ambient"},
		object{"istio.io/dataplane-mode": "ambient", "istio-injection": "enabled"},
		object{"istio.io/dataplane-mode": "ambient", "istio.io/rev": "prod"})
}

func findingNamespace(r *rand.Rand) string { return oneOf(r, "shop", "shop", "shop", "other", "edge") }

func named(r *rand.Rand, prefix string, i int, namespace string) object {
	meta := metadata(r, fmt.Sprintf("%s%d", prefix, i), namespace, 5)
	if chance(r, 6) {
		meta["annotations"] = object{"galley.istio.io/analyze-suppress": oneOf(r, "*", "IST0101", "IST0101,IST0109", "IST0118, IST0101")}
	}
	return meta
}

func annotate(r *rand.Rand, meta object, percent int) {
	if !chance(r, percent) {
		return
	}
	known, _ := meta["annotations"].(object)
	annotations := object{}
	for key, value := range known {
		annotations[key] = value
	}
	for range 1 + r.Intn(2) {
		pick := oneOf(r,
			[2]string{"sidecar.istio.io/inject", "true"}, [2]string{"sidecar.istio.io/inject", "false"},
			[2]string{"sidecar.istio.io/injekt", "true"}, [2]string{"networking.istio.io/exportTo", "."},
			[2]string{"sidecar.istio.io/interceptionMode", "SOME"}, [2]string{"sidecar.istio.io/interceptionMode", "TPROXY"},
			[2]string{"traffic.sidecar.istio.io/excludeInboundPorts", "80,x"}, [2]string{"traffic.sidecar.istio.io/excludeInboundPorts", " 80, 90"},
			[2]string{"traffic.sidecar.istio.io/includeOutboundIPRanges", "10.0.0.0/8,fd00::/8"}, [2]string{"traffic.sidecar.istio.io/includeOutboundIPRanges", "10.0.0.0"},
			[2]string{"traffic.sidecar.istio.io/excludeOutboundIPRanges", "*"}, [2]string{"traffic.sidecar.istio.io/excludeInterfaces", "eth0,9bad"},
			[2]string{"sidecar.istio.io/proxyCPU", "100m"}, [2]string{"sidecar.istio.io/proxyCPU", "much"}, [2]string{"sidecar.istio.io/proxyMemory", "1Gi"},
			[2]string{"prometheus.istio.io/merge-metrics", "yes"}, [2]string{"status.sidecar.istio.io/port", "70000"},
			[2]string{"readiness.status.sidecar.istio.io/periodSeconds", "-1"}, [2]string{"kubernetes.io/ingress.class", "istio"},
			[2]string{"istio.io/rev", "prod"}, [2]string{"sidecar.istio.io/statsInclusionPrefixes", "x"},
			[2]string{"alpha.istio.io/canonical-serviceaccounts", "x"}, [2]string{"topology.istio.io/controlPlaneClusters", "*"},
			[2]string{"example.com/mine", "x"}, [2]string{"ambient.istio.io/redirection", "enabled"})
		annotations[pick[0]] = pick[1]
	}
	meta["annotations"] = annotations
}

func appLabels(r *rand.Rand) object {
	labels := object{"app": oneOf(r, "cart", "cart", "web", "edge", "edge")}
	if chance(r, 50) {
		labels["version"] = oneOf(r, "v1", "v2")
	}
	return labels
}

func podSpec(r *rand.Rand) object {
	container := object{"name": "main", "image": "cart:1"}
	if chance(r, 8) {
		container["securityContext"] = object{"runAsUser": oneOf(r, 1337, 1000)}
	}
	spec := object{"containers": []object{container}}
	proxy := object{"name": "istio-proxy", "image": oneOf(r, "docker.io/istio/proxyv2:1.30.3", "docker.io/istio/proxyv2:1.30.3-distroless", "docker.io/istio/proxyv2:1.29.0", "auto")}
	if chance(r, 20) {
		proxy["securityContext"] = object{"runAsUser": 1337}
	}
	switch r.Intn(5) {
	case 0, 1:
		spec["containers"] = []object{container, proxy}
	case 2:
		spec["initContainers"] = []object{proxy}
	}
	if chance(r, 6) {
		spec["hostNetwork"] = true
	}
	if chance(r, 4) {
		spec["securityContext"] = object{"runAsUser": 1337}
	}
	return spec
}

func findingPod(r *rand.Rand, i int) object {
	meta := named(r, "pod", i, findingNamespace(r))
	labels := appLabels(r)
	if chance(r, 12) {
		labels["sidecar.istio.io/inject"] = oneOf(r, "true", "false", "False")
	}
	if chance(r, 12) {
		labels["gateway.networking.k8s.io/gateway-name"] = oneOf(r, "kgw1", "kgw2")
	}
	if chance(r, 5) {
		labels["istio"] = "edge"
	}
	meta["labels"] = labels
	annotate(r, meta, 25)
	spec := podSpec(r)
	if labels["app"] == "edge" {
		// A gateway: its proxy is a router, whatever else is in the pod.
		spec["containers"] = []object{{"name": "istio-proxy", "image": "docker.io/istio/proxyv2:1.30.3", "args": []string{"proxy", "router"}}}
		delete(spec, "initContainers")
	}
	return plain("v1", "Pod", meta, object{"spec": spec, "status": object{"phase": oneOf(r, "Running", "Running", "Running", "Pending", "Succeeded")}})
}

func servicePorts(r *rand.Rand) []object {
	ports := make([]object, 1+r.Intn(2))
	for i := range ports {
		port := object{
			"name": oneOf(r, "http", "http-web", "grpc-web-x", "GRPC-api", "tcp", "foo", "web", "https-x", "tls", "mongo-db", "udp-dns"),
			"port": oneOf(r, 80, 8080, 443, 53, 3306, 9090), "protocol": oneOf(r, "TCP", "TCP", "TCP", "UDP"),
		}
		if chance(r, 60) {
			port["targetPort"] = oneOf[any](r, 8080, 8443, "named", 80)
		}
		if chance(r, 15) {
			port["appProtocol"] = oneOf(r, "http", "kubernetes.io/h2c", "kubernetes.io/ws", "odd", "")
		}
		ports[i] = port
	}
	return ports
}

func findingService(r *rand.Rand, i int) object {
	meta := metadata(r, oneOf(r, "cart", "web", fmt.Sprintf("svc%d", i)), findingNamespace(r), 5)
	annotate(r, meta, 15)
	if chance(r, 10) {
		meta["labels"] = oneOf(r, object{"istio": "x"}, object{"release": "istio"}, object{"gateway.istio.io/managed": "istio.io-mesh-controller"}, object{"gateway.istio.io/managed": "other"})
	}
	spec := object{"ports": servicePorts(r), "selector": oneOf(r, object{"app": "cart"}, object{"app": "cart"}, object{"app": "web"}, object{"app": "edge"}, object{"app": "cart", "version": "v1"})}
	if chance(r, 10) {
		spec["type"], spec["externalName"] = "ExternalName", "db.example.com"
		delete(spec, "selector")
	}
	made := plain("v1", "Service", meta, object{"spec": spec})
	if chance(r, 10) {
		made["status"] = object{"conditions": []object{condition(r, "istio.io/WaypointBound")}}
	}
	return made
}

func condition(r *rand.Rand, kind string) object {
	return object{"type": kind, "status": oneOf(r, "True", "False", "False", "Unknown"), "reason": "Because", "message": "it is so", "lastTransitionTime": "2026-01-01T00:00:00Z"}
}

func findingDeployment(r *rand.Rand, i int) object {
	meta := named(r, "deploy", i, findingNamespace(r))
	annotate(r, meta, 15)
	if chance(r, 6) {
		meta["labels"] = object{"gateway.istio.io/managed": "istio.io-mesh-controller"}
	}
	labels, annotations := appLabels(r), object{}
	if chance(r, 20) {
		labels["sidecar.istio.io/inject"] = oneOf(r, "true", "false")
	}
	if chance(r, 10) {
		annotations["sidecar.istio.io/inject"] = oneOf(r, "true", "false")
	}
	return plain("apps/v1", "Deployment", meta, object{"spec": object{
		"selector": object{"matchLabels": object{"app": "cart"}},
		"template": object{"metadata": object{"labels": labels, "annotations": annotations}, "spec": podSpec(r)},
	}})
}

func istiodObject(r *rand.Rand) object {
	container := object{"name": "discovery", "image": "docker.io/istio/pilot:1.30.3"}
	if chance(r, 50) {
		container["env"] = []object{{"name": "BLOCKED_CIDRS_IN_JWKS_URIS", "value": oneOf(r, "10.0.0.0/8", "")}}
	}
	return plain("apps/v1", "Deployment", object{"name": "istiod", "namespace": rootNamespace, "labels": object{"app": "istiod", "istio": "pilot"}}, object{"spec": object{
		"selector": object{"matchLabels": object{"app": "istiod"}},
		"template": object{"metadata": object{"labels": object{"app": "istiod"}}, "spec": object{"containers": []object{container}}},
	}})
}

func findingHosts(r *rand.Rand) []string {
	return oneOf(r, []string{"a.example.com"}, []string{"b.example.com"}, []string{"*.example.com"}, []string{"cart"}, []string{"cart.shop.svc.cluster.local"},
		[]string{"a.example.com", "b.example.com"}, []string{"web"}, []string{"ext.example.org"})
}

func findingGateway(r *rand.Rand, i int) object {
	servers := make([]object, 1+r.Intn(2))
	for j := range servers {
		server := object{
			"port":  object{"name": fmt.Sprintf("p%d", j), "number": oneOf(r, 80, 443, 8443, 8080, 15443), "protocol": "HTTP"},
			"hosts": oneOf(r, []string{"*"}, []string{"a.example.com"}, []string{"b.example.com"}, []string{"*.example.com"}, []string{"shop/a.example.com"}, []string{"./b.example.com"}, []string{"other/*"}, []string{"*/a.example.com"}),
		}
		if chance(r, 40) {
			server["port"].(object)["protocol"] = "HTTPS"
			server["tls"] = object{"mode": "SIMPLE", "credentialName": oneOf(r, "cred-a", "cred-b")}
			if chance(r, 20) {
				server["tls"] = object{"mode": "SIMPLE", "serverCertificate": "/etc/a.pem", "privateKey": "/etc/a.key"}
			}
		}
		servers[j] = server
	}
	selector := oneOf(r, object{"app": "edge"}, object{"app": "edge"}, object{"app": "edge"}, object{"app": "web"}, object{"app": "edge", "version": "v1"}, object{"app": "absent"})
	return istioObject("networking", "Gateway", named(r, "gw", i%4, findingNamespace(r)), object{"selector": selector, "servers": servers})
}

func findingDestination(r *rand.Rand) object {
	destination := object{"host": oneOf(r, "cart", "cart", "web", "cart.shop.svc.cluster.local", "web.other.svc.cluster.local", "cart.shop", "ext.example.org", "x.wild.example.org", "nobody")}
	if chance(r, 40) {
		destination["port"] = object{"number": oneOf(r, 80, 8080, 443)}
	}
	if chance(r, 35) {
		destination["subset"] = oneOf(r, "v1", "v2", "v3")
	}
	return destination
}

func httpMatchCase(r *rand.Rand) object {
	match := object{}
	switch r.Intn(4) {
	case 0:
		match["uri"] = object{"exact": oneOf(r, "/a", "/b")}
	case 1, 2:
		match["uri"] = object{"prefix": oneOf(r, "/", "/a", "/ab", "/b")}
	}
	if chance(r, 25) {
		match["headers"] = object{oneOf(r, "x-user", "@request.auth.claims.group", "@request.auth.claims[sub]", "@request.auth.claims"): object{"exact": "me"}}
	}
	if chance(r, 15) {
		match["method"] = object{"exact": oneOf(r, "GET", "POST")}
	}
	if chance(r, 15) {
		match["name"] = oneOf(r, "m1", "m2")
	}
	if chance(r, 10) {
		match["port"] = 80
	}
	if len(match) == 0 {
		match["uri"] = object{"prefix": "/"}
	}
	return match
}

func findingVirtualService(r *rand.Rand, i int) object {
	namespace := findingNamespace(r)
	routes := make([]object, 1+r.Intn(3))
	for j := range routes {
		route := object{"route": []object{{"destination": findingDestination(r)}}}
		if chance(r, 60) {
			matches := make([]object, 1+r.Intn(2))
			for k := range matches {
				matches[k] = httpMatchCase(r)
			}
			route["match"] = matches
		}
		if chance(r, 10) {
			route["mirror"] = findingDestination(r)
		}
		if chance(r, 10) {
			route["mirrors"] = []object{{"destination": findingDestination(r)}}
			delete(route, "mirror")
		}
		if chance(r, 8) {
			route["fault"] = object{"delay": oneOf(r, object{"percent": 10, "fixedDelay": "5s"}, object{"percentage": object{"value": 10}, "fixedDelay": "5s"})}
		}
		routes[j] = route
	}
	spec := object{"hosts": findingHosts(r), "http": routes}
	if chance(r, 60) {
		spec["gateways"] = oneOf(r, []string{"gw0"}, []string{"shop/gw1"}, []string{"edge/gw2"}, []string{"mesh"}, []string{"mesh", "shop/gw0"}, []string{"edge/gw3", "gw1"}, []string{"kgw1~istio-autogenerated-k8s-gateway~http"})
	}
	if chance(r, 35) {
		spec["exportTo"] = oneOf(r, []string{"."}, []string{"*"}, []string{"other"}, []string{".", "other"})
	}
	return istioObject("networking", "VirtualService", named(r, "vs", i, namespace), spec)
}

func findingTLS(r *rand.Rand) object {
	tls := object{"mode": oneOf(r, "SIMPLE", "MUTUAL", "DISABLE", "ISTIO_MUTUAL")}
	if chance(r, 30) {
		tls["caCertificates"] = "/etc/ca.pem"
	}
	if chance(r, 20) {
		tls["credentialName"] = "client"
	}
	return tls
}

func findingRule(r *rand.Rand, i int) object {
	spec := object{"host": oneOf(r, "cart", "cart", "web", "cart.shop.svc.cluster.local", "ext.example.org", "nobody", "*.shop.svc.cluster.local", "*.gone.example", "*.wild.example.org", "x.wild.example.org")}
	policy := object{}
	if chance(r, 40) {
		policy["tls"] = findingTLS(r)
	}
	if chance(r, 30) {
		policy["portLevelSettings"] = []object{{"port": object{"number": 443}, "tls": findingTLS(r)}}
	}
	if len(policy) > 0 {
		spec["trafficPolicy"] = policy
	}
	if chance(r, 60) {
		subsets := []object{{"name": "v1", "labels": object{"version": "v1"}}}
		if chance(r, 50) {
			subsets = append(subsets, object{"name": "v2", "labels": oneOf(r, object{"version": "v2"}, object{"version": "none"}, object{"topology.kubernetes.io/zone": "z"})})
		}
		spec["subsets"] = subsets
	}
	if chance(r, 15) {
		spec["workloadSelector"] = selection(map[string]string{"app": "cart"})
	} else if chance(r, 25) {
		spec["exportTo"] = oneOf(r, []string{"."}, []string{"*"}, []string{"other"})
	}
	return istioObject("networking", "DestinationRule", named(r, "dr", i, findingNamespace(r)), spec)
}

func findingEntry(r *rand.Rand, i int) object {
	protocol := oneOf(r, "TCP", "tcp", "HTTP", "TLS", "HTTPS")
	spec := object{
		"hosts": oneOf(r, []string{"ext.example.org"}, []string{"ext.example.org"}, []string{"api.example.org"}),
		"ports": []object{{"name": "p", "number": oneOf(r, 80, 443), "protocol": protocol}}, "resolution": "DNS",
	}
	if i%5 == 0 {
		spec["hosts"], spec["resolution"] = []string{"*.wild.example.org"}, "NONE"
	}
	if chance(r, 30) {
		spec["ports"] = append(spec["ports"].([]object), object{"name": "q", "number": 8443, "protocol": "TLS"})
	}
	if chance(r, 30) {
		spec["addresses"] = []string{"240.0.0.1"}
	}
	if chance(r, 40) {
		spec["exportTo"] = oneOf(r, []string{"."}, []string{"*"}, []string{"shop"}, []string{"shop", "other"})
	}
	made := istioObject("networking", "ServiceEntry", named(r, "se", i, findingNamespace(r)), spec)
	if chance(r, 20) {
		made["status"] = object{"conditions": []object{condition(r, "istio.io/WaypointBound")}}
		if chance(r, 50) {
			made["status"].(object)["addresses"] = []object{{"value": "240.240.0.1"}}
		}
	}
	return made
}

func findingSidecar(r *rand.Rand, i int) object {
	spec := object{"egress": []object{{"hosts": []string{"./*"}}}}
	if chance(r, 60) {
		spec["workloadSelector"] = object{"labels": oneOf(r, object{"app": "cart"}, object{"app": "cart"}, object{"version": "v1"}, object{"app": "absent"})}
	}
	if chance(r, 15) {
		spec["outboundTrafficPolicy"] = object{"mode": "ALLOW_ANY", "egressProxy": object{"host": "web.other.svc.cluster.local", "port": object{"number": 80}}}
	}
	return istioObject("networking", "Sidecar", named(r, "sc", i, findingNamespace(r)), spec)
}

func findingSelector(r *rand.Rand, spec object) object {
	if chance(r, 60) {
		spec["selector"] = oneOf(r, selection(map[string]string{"app": "cart"}), selection(map[string]string{"app": "web"}),
			selection(map[string]string{"version": "v1"}), selection(map[string]string{"app": "absent"}))
	}
	return spec
}

func findingTelemetry(r *rand.Rand, i int) object {
	spec := findingSelector(r, object{})
	if chance(r, 50) {
		spec["accessLogging"] = []object{oneOf(r, object{}, object{"disabled": true}, object{"providers": []object{{"name": "envoy"}}})}
	}
	if chance(r, 30) {
		spec["tracing"] = []object{{"providers": []object{{"name": oneOf(r, "light", "otel")}}}}
	}
	return istioObject("telemetry", "Telemetry", named(r, "tel", i, findingNamespace(r)), spec)
}

func findingPolicy(r *rand.Rand, i int) object {
	spec := findingSelector(r, object{})
	if chance(r, 60) {
		source := object{}
		source[oneOf(r, "namespaces", "notNamespaces")] = oneOf(r, []string{"shop"}, []string{"gone"}, []string{"sho*"}, []string{"*hop", "gone*"}, []string{"*"}, []string{"Shop"})
		spec["rules"] = []object{{"from": []object{{"source": source}}}}
	}
	made := istioObject("security", "AuthorizationPolicy", named(r, "ap", i, oneOf(r, "shop", "other", "edge", rootNamespace)), spec)
	if chance(r, 20) {
		made["status"] = object{"conditions": []object{condition(r, oneOf(r, "ZtunnelAccepted", "WaypointAccepted", "Other"))}}
		if chance(r, 30) {
			made["status"] = object{"conditions": []object{{"type": "WaypointAccepted", "status": "True", "reason": "PartiallyInvalid", "message": "one"}}}
		}
	}
	return made
}

func findingAuthentication(r *rand.Rand, i int) object {
	spec := findingSelector(r, object{"jwtRules": []object{{"issuer": "https://sso.example.com", "jwksUri": "https://sso.example.com/keys"}}})
	return istioObject("security", "RequestAuthentication", named(r, "ra", i, oneOf(r, "shop", "other", "edge", rootNamespace)), spec)
}

func findingWasm(r *rand.Rand, i int) object {
	made := istioObject("extensions", "WasmPlugin", named(r, "wp", i, findingNamespace(r)), findingSelector(r, object{"url": "oci://example.com/plugin:1"}))
	made["apiVersion"] = "extensions.istio.io/v1alpha1"
	return made
}

func findingEnvoyFilter(r *rand.Rand, i int) object {
	patches := make([]object, 1+r.Intn(3))
	for j := range patches {
		operation := oneOf(r, "ADD", "REMOVE", "REPLACE", "INSERT_BEFORE", "INSERT_AFTER", "INSERT_FIRST", "MERGE")
		patch := object{"operation": operation}
		if chance(r, 70) {
			patch["value"] = object{"name": oneOf(r, "lua", "rbac")}
		}
		match := object{"context": "ANY"}
		if chance(r, 40) {
			match["proxy"] = object{"proxyVersion": "^1\\.30.*"}
		}
		applyTo := oneOf(r, "HTTP_FILTER", "NETWORK_FILTER", "ROUTE_CONFIGURATION", "HTTP_ROUTE", "VIRTUAL_HOST", "CLUSTER")
		patches[j] = object{"applyTo": applyTo, "match": match, "patch": patch}
	}
	spec := object{"configPatches": patches}
	if chance(r, 30) {
		spec["priority"] = oneOf(r, 10, -5)
	}
	made := istioObject("networking", "EnvoyFilter", named(r, "ef", i, findingNamespace(r)), spec)
	made["apiVersion"] = "networking.istio.io/v1alpha3"
	return made
}

func findingWebhook(r *rand.Rand, i int) object {
	client := oneOf(r, object{"service": object{"namespace": "shop", "name": "cart"}}, object{"service": object{"namespace": rootNamespace, "name": "gone"}},
		object{"url": "https://istiod.example.com:15017/inject"}, object{"url": "https://10.0.0.1:15017/inject"})
	revision := oneOf(r, "1-30-3", "prod")
	webhook := object{
		"name": oneOf(r, "rev.namespace.sidecar-injector.istio.io", "namespace.sidecar-injector.istio.io"), "clientConfig": client,
		"admissionReviewVersions": []string{"v1"}, "sideEffects": "None",
		"namespaceSelector": object{"matchExpressions": []object{{"key": "istio.io/rev", "operator": "In", "values": []string{revision}}, {"key": "istio-injection", "operator": "DoesNotExist"}}},
		"objectSelector":    object{"matchExpressions": []object{{"key": "sidecar.istio.io/inject", "operator": "NotIn", "values": []string{"false"}}}},
	}
	kind := oneOf(r, "MutatingWebhookConfiguration", "MutatingWebhookConfiguration", "ValidatingWebhookConfiguration")
	name := oneOf(r, "istio-sidecar-injector", "istio-revision-tag-prod", "istio-validator", "other")
	return plain("admissionregistration.k8s.io/v1", kind, object{"name": fmt.Sprintf("%s-%d", name, i), "labels": object{"istio.io/rev": revision}}, object{"webhooks": []object{webhook}})
}

func meshConfigObject(r *rand.Rand) object {
	mesh := oneOf(r,
		"{}", "defaultProviders: {accessLogging: [envoy]}",
		"extensionProviders: [{name: light, lightstep: {service: x.y, port: 80, accessToken: t}}]",
		"defaultConfig: {proxyMetadata: {ISTIO_META_DNS_CAPTURE: \"true\", ISTIO_META_DNS_AUTO_ALLOCATE: \"true\"}}",
		"defaultConfig: {proxyMetadata: {ISTIO_META_DNS_CAPTURE: \"true\"}}")
	return plain("v1", "ConfigMap", object{"name": "istio", "namespace": rootNamespace}, object{"data": object{"mesh": mesh}})
}

func injectorConfig(r *rand.Rand) object {
	values := fmt.Sprintf(`{"global":{"hub":"docker.io/istio","tag":"1.30.3","proxy":{"image":"proxyv2"}},"sidecarInjectorWebhook":{"enableNamespacesByDefault":%v}}`, chance(r, 20))
	name := oneOf(r, "istio-sidecar-injector", "istio-sidecar-injector", "istio-sidecar-injector-1-30-3")
	return plain("v1", "ConfigMap", object{"name": name, "namespace": rootNamespace}, object{"data": object{"values": values}})
}

func findingHTTPRoute(r *rand.Rand, i int) object {
	parent := object{"parentRef": object{"name": "kgw1"}, "controllerName": "istio.io/gateway-controller", "conditions": []object{condition(r, oneOf(r, "Accepted", "ResolvedRefs", "Other"))}}
	return plain("gateway.networking.k8s.io/v1", oneOf(r, "HTTPRoute", "GRPCRoute"), named(r, "route", i, findingNamespace(r)), object{
		"spec": object{"parentRefs": []object{{"name": "kgw1"}}}, "status": object{"parents": []object{parent}},
	})
}

func findingKubernetesGateway(r *rand.Rand, i int) object {
	return plain("gateway.networking.k8s.io/v1", "Gateway", named(r, "kgw", i, findingNamespace(r)), object{
		"spec":   object{"gatewayClassName": "istio", "listeners": []object{{"name": "http", "port": 80, "protocol": "HTTP"}}},
		"status": object{"conditions": []object{condition(r, oneOf(r, "Accepted", "Programmed", "Other"))}},
	})
}
