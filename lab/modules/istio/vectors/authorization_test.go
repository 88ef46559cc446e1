package vectors

import (
	"fmt"
	"math/rand"
	"testing"

	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/networking/core"
	"istio.io/istio/pilot/pkg/serviceregistry/provider"
	"istio.io/istio/pkg/config"
)

// authorizationRecorder asks which policies proxies enforce, and in which order.
var authorizationRecorder = recorder{file: "authorization.jsonl", generate: authorizationCase, answer: authorizationAnswer}

const gatewayNameLabel = "gateway.networking.k8s.io/gateway-name"

var policyProxies = []struct {
	kind      model.NodeType
	namespace string
	labels    map[string]string
	// services are those that a waypoint is asked about.
	services []policyService
}{
	{model.SidecarProxy, "shop", map[string]string{"app": "cart", "version": "v1"}, nil},
	{model.SidecarProxy, "other", map[string]string{"app": "cart"}, nil},
	{model.SidecarProxy, rootNamespace, map[string]string{"app": "cart"}, nil},
	{model.Router, "gate", map[string]string{"istio": "edge"}, nil},
	{model.Router, "gate", map[string]string{"istio": "edge", gatewayNameLabel: "kgw"}, nil},
	{model.Waypoint, "shop", map[string]string{gatewayNameLabel: "wp"}, nil},
	{model.Waypoint, "shop", map[string]string{gatewayNameLabel: "wp"}, []policyService{{"Service", "shop", "cart"}}},
	{model.Waypoint, "shop", map[string]string{gatewayNameLabel: "wp"}, []policyService{{"Service", "other", "cart"}}},
	{model.Waypoint, "gate", map[string]string{gatewayNameLabel: "kgw"}, []policyService{{"ServiceEntry", "shop", "cart"}}},
}

type policyService struct{ kind, namespace, name string }

func authorizationCase(r *rand.Rand) object {
	policies := make([]object, 2+r.Intn(9))
	for i := range policies {
		namespace := oneOf(r, "shop", "shop", "other", "gate", rootNamespace, rootNamespace)
		meta := metadata(r, fmt.Sprintf("%c%d", 'a'+r.Intn(4), i), namespace, 4)
		spec := attached(r, object{}, namespace)
		if chance(r, 40) {
			spec["jwtRules"] = []object{{"issuer": oneOf(r, "https://a.example.com", "https://b.example.com"), "jwks": `{"keys":[]}`}}
			policies[i] = istioObject("security", "RequestAuthentication", meta, spec)
			continue
		}
		spec["action"] = oneOf(r, "ALLOW", "ALLOW", "DENY", "DENY", "AUDIT", "CUSTOM")
		spec["rules"] = []object{{"to": []object{{"operation": object{"methods": []string{"GET"}}}}}}
		if spec["action"] == "CUSTOM" {
			spec["provider"] = object{"name": "checker"}
		}
		// Istio knows a dry run of these two only.
		if (spec["action"] == "ALLOW" || spec["action"] == "DENY") && chance(r, 15) {
			meta["annotations"] = object{"istio.io/dry-run": "true"}
		}
		policies[i] = istioObject("security", "AuthorizationPolicy", meta, spec)
	}
	return object{"rootNamespace": rootNamespace, "policies": policies}
}

// attached chooses by labels, by targets, or everything of the namespace.
func attached(r *rand.Rand, spec object, namespace string) object {
	switch r.Intn(5) {
	case 0, 1:
		spec["selector"] = selection(oneOf(r, map[string]string{"app": "cart"}, map[string]string{"app": "cart"}, map[string]string{"version": "v1"},
			map[string]string{"istio": "edge"}, map[string]string{gatewayNameLabel: "kgw"}, map[string]string{}))
	case 2, 3:
		targets := make([]object, 1+r.Intn(2))
		for i := range targets {
			targets[i] = oneOf(r,
				object{"group": "gateway.networking.k8s.io", "kind": "Gateway", "name": oneOf(r, "kgw", "wp", "gone")},
				object{"group": oneOf(r, "", "core"), "kind": "Service", "name": oneOf(r, "cart", "cart", "gone")},
				object{"group": "networking.istio.io", "kind": "ServiceEntry", "name": oneOf(r, "cart", "gone")})
			if namespace == rootNamespace && chance(r, 50) {
				targets[i] = object{"group": "gateway.networking.k8s.io", "kind": "GatewayClass", "name": "istio-waypoint"}
			}
		}
		if len(targets) == 1 && chance(r, 30) {
			spec["targetRef"] = targets[0]
		} else {
			spec["targetRefs"] = targets
		}
	}
	return spec
}

func authorizationAnswer(t *testing.T, inputs object) object {
	plane := core.NewConfigGenTest(t, core.TestOptions{Configs: parse(t, objectsOf(inputs, "policies"))})
	push := plane.PushContext()
	proxies := make([]object, len(policyProxies))
	for i, each := range policyProxies {
		matcher := model.PolicyMatcherFor(each.namespace, each.labels, each.kind == model.Waypoint).WithRootNamespace(rootNamespace)
		services := []object{}
		for _, one := range each.services {
			registry := provider.Kubernetes
			if one.kind == "ServiceEntry" {
				registry = provider.External
			}
			matcher = matcher.WithService(&model.Service{Attributes: model.ServiceAttributes{
				Name: one.name, Namespace: one.namespace, ServiceRegistry: registry,
			}})
			services = append(services, object{"kind": one.kind, "namespace": one.namespace, "name": one.name})
		}
		enforced := push.AuthzPolicies.ListAuthorizationPolicies(matcher)
		proxies[i] = object{
			"type":                   string(each.kind),
			"namespace":              each.namespace,
			"labels":                 each.labels,
			"services":               services,
			"requestAuthentications": configNames(push.AuthnPolicies.GetJwtPoliciesForWorkload(matcher)),
			"authorizationPolicies": object{
				"CUSTOM": policyNames(enforced.Custom),
				"DENY":   policyNames(enforced.Deny),
				"ALLOW":  policyNames(enforced.Allow),
				"AUDIT":  policyNames(enforced.Audit),
			},
		}
	}
	inputs["proxies"] = proxies
	return inputs
}

func configNames(configs []*config.Config) []string {
	names := []string{}
	for _, each := range configs {
		names = append(names, each.Namespace+"/"+each.Name)
	}
	return names
}

func policyNames(policies []model.AuthorizationPolicy) []string {
	names := []string{}
	for _, each := range policies {
		names = append(names, each.Namespace+"/"+each.Name)
	}
	return names
}
