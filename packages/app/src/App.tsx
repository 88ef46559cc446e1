import { createApp } from '@backstage/frontend-defaults';
import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { navModule } from './nav/navModule';

// Every other plugin is found in package.json (app.packages: all).
export default createApp({ features: [catalogPlugin, navModule] });
