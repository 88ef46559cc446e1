import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { FleetPage } from '../components/FleetPage/FleetPage';
import { istioTranslationRef } from '../translations/istioTranslationRef';

/** The mesh page in the frame of the legacy frontend system. */
export function LegacyMeshPage() {
  const { t } = useTranslationRef(istioTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('fleet.pageTitle')} />
      <Content>
        <FleetPage />
      </Content>
    </Page>
  );
}
