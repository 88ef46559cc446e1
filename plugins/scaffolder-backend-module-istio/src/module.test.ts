import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  scaffolderActionsExtensionPoint,
  type TemplateAction,
} from '@backstage/plugin-scaffolder-node';
import { INTENTS } from '@meshwright/backstage-plugin-istio-common';
import scaffolderModuleIstio from './index';

describe('scaffolderModuleIstio', () => {
  it('adds the actions, each documented and able to dry-run', async () => {
    const added: TemplateAction[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          scaffolderActionsExtensionPoint,
          { addActions: (...actions) => added.push(...actions) },
        ],
      ],
      features: [
        scaffolderModuleIstio,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({ data: {} }),
      ],
    });
    expect(added.map(({ id }) => id)).toEqual([
      ...INTENTS.map(({ name }) => `istio:generate:${name}`),
      'istio:remove',
      'istio:validate',
      'istio:gitops:propose',
    ]);
    for (const action of added) {
      expect(action.supportsDryRun).toBe(true);
      expect(action.examples?.length).toBeGreaterThan(0);
      expect(undescribed(action.schema?.input)).toEqual([]);
      expect(undescribed(action.schema?.output)).toEqual([]);
    }
  });
});

/** Fields of a schema that nobody explained. */
function undescribed(
  schema: { properties?: Record<string, { description?: string }> } = {},
): string[] {
  return Object.entries(schema.properties ?? {})
    .filter(([, { description }]) => !description)
    .map(([name]) => name);
}
