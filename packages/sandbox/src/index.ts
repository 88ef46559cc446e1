export {
  KubeServer,
  SANDBOX_TOKENS,
  type KubeServerOptions,
} from './kube/KubeServer';
