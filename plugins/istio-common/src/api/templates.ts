/** The template that exposes a service, under the name its folder gives it. @public */
export const EXPOSE_SERVICE_TEMPLATE = 'template:default/expose-service';
