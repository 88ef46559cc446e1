import { inSafeOrder } from './inSafeOrder';

it('writes what is listed before what lists it, from the deepest up', () => {
  const files = [
    'clusters/eu-1/kustomization.yaml',
    'clusters/eu-1/shop/kustomization.yaml',
    'clusters/eu-1/shop/cart.yaml',
    'clusters/eu-1/istio-ingress/kustomization.yml',
    'clusters/eu-1/istio-ingress/my-kustomization.yaml',
  ].map(path => ({ path, content: '' }));
  expect(inSafeOrder(files).map(({ path }) => path)).toEqual([
    'clusters/eu-1/shop/cart.yaml',
    'clusters/eu-1/istio-ingress/my-kustomization.yaml',
    'clusters/eu-1/shop/kustomization.yaml',
    'clusters/eu-1/istio-ingress/kustomization.yml',
    'clusters/eu-1/kustomization.yaml',
  ]);
});
