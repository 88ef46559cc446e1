package vectors

import (
	"istio.io/istio/pilot/pkg/model"
	"istio.io/istio/pilot/pkg/serviceregistry/provider"
	"istio.io/istio/pkg/config/host"
)

// service is a Kubernetes Service with a cluster address.
func service(name, namespace string, ports ...*model.Port) *model.Service {
	return &model.Service{
		Hostname:       host.Name(name + "." + namespace + ".svc." + domain),
		DefaultAddress: "10.96.0.10",
		Ports:          ports,
		Resolution:     model.ClientSideLB,
		Attributes: model.ServiceAttributes{
			Name:            name,
			Namespace:       namespace,
			ServiceRegistry: provider.Kubernetes,
		},
	}
}

// endpoints places one address behind every port of a Service, on the same port.
func endpoints(service *model.Service, address string, labels map[string]string) []*model.ServiceInstance {
	instances := make([]*model.ServiceInstance, len(service.Ports))
	for i, port := range service.Ports {
		instances[i] = &model.ServiceInstance{
			Service:     service,
			ServicePort: port,
			Endpoint: &model.IstioEndpoint{
				Addresses:       []string{address},
				EndpointPort:    uint32(port.Port),
				ServicePortName: port.Name,
				Labels:          labels,
				Namespace:       service.Attributes.Namespace,
			},
		}
	}
	return instances
}
