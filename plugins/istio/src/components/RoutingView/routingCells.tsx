import { makeStyles, type Theme } from '@material-ui/core/styles';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { ExposureStatus } from '@meshwright/backstage-plugin-istio-common';
import { useFactWords } from '../../hooks/useFactWords';
import { safeHref } from '../../links/safeHref';
import { objectName, objectText } from '../../text/objectText';
import { textColours } from '../../theme/textColours';
import { istioTranslationRef } from '../../translations/istioTranslationRef';
import { BreakableName } from '../BreakableName/BreakableName';
import { InlineLink } from '../LinkedText/InlineLink';
import { StateWord } from '../StateWord/StateWord';

const useStyles = makeStyles((theme: Theme) => ({
  strong: { fontWeight: 600 },
  quiet: { fontSize: '0.75rem', color: textColours(theme).quiet },
  route: { '& + &': { marginTop: theme.spacing(0.75) } },
}));

interface ExposureCellProps {
  exposure: ExposureStatus;
}

/** The host, as a link when requests arrive. */
export function HostCell({ exposure }: ExposureCellProps) {
  const classes = useStyles();
  const { host, url, cluster, state } = exposure;
  const href = state === 'exposed' ? safeHref(url) : undefined;
  return (
    <>
      {href ? (
        <InlineLink to={href}>
          <BreakableName name={url} />
        </InlineLink>
      ) : (
        <span className={classes.strong}>{host}</span>
      )}
      <div className={classes.quiet}>{cluster}</div>
    </>
  );
}

/** The gateway, its listener, and the pods that serve it. */
export function GatewayCell({ exposure }: ExposureCellProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  const { gateway, server, gatewayPods } = exposure;
  const listener = [
    server.name,
    `${server.protocol} ${server.port}`,
    server.tlsMode,
  ];
  return (
    <>
      {objectName(gateway)}
      <div className={classes.quiet}>{listener.filter(Boolean).join(', ')}</div>
      {gatewayPods.length === 0 && (
        <div className={classes.quiet}>{t('routing.noGatewayPods')}</div>
      )}
      {gatewayPods.map(({ namespace, pods, ready }) => (
        <div key={namespace} className={classes.quiet}>
          {t('routing.gatewayPods', {
            ready: String(ready),
            count: pods,
            namespace,
          })}
        </div>
      ))}
    </>
  );
}

/** What is matched, and by which object. */
export function RouteCell({ exposure }: ExposureCellProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  if (exposure.routes.length === 0) return <>{t('routing.noRoute')}</>;
  return (
    <>
      {exposure.routes.map(({ ref, match }) => (
        <div key={`${objectText(ref)} ${match}`} className={classes.route}>
          {match}
          <div className={classes.quiet}>{objectText(ref)}</div>
        </div>
      ))}
    </>
  );
}

/** The Service and port behind each route. */
export function ServiceCell({ exposure }: ExposureCellProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const classes = useStyles();
  return (
    <>
      {exposure.routes.map(({ ref, match, service, port }) => (
        <div key={`${objectText(ref)} ${match}`} className={classes.route}>
          {service ? objectName(service) : t('tab.noStep')}
          <div className={classes.quiet}>{port && `:${port}`}</div>
        </div>
      ))}
    </>
  );
}

/** Whether a request needs a token; nothing where TLS is passed through. */
export function TokenCell({ exposure }: ExposureCellProps) {
  const { t } = useTranslationRef(istioTranslationRef);
  const words = useFactWords();
  const { authentication } = exposure;
  return authentication ? (
    <StateWord
      word={words.jwt(authentication.jwt)}
      tone={authentication.tone}
    />
  ) : (
    <>{t('tab.noStep')}</>
  );
}

/** Where a request ends. */
export function WorkloadCell({ exposure }: ExposureCellProps) {
  const classes = useStyles();
  return (
    <>
      {exposure.workloads.map(ref => (
        <div key={objectText(ref)}>
          {objectName(ref)}
          <div className={classes.quiet}>{ref.kind}</div>
        </div>
      ))}
    </>
  );
}
