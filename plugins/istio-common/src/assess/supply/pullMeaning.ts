import type { BlockedImage } from '../../model/workloadObjects';

/** What a registry's answer means and what to do about it. */
export interface PullMeaning {
  meaning: string;
  /** What to do, as a sentence. */
  advice: string;
}

interface Sign extends PullMeaning {
  /** What the message or the reason says. */
  shows: RegExp;
}

/**
 * Signs from the most to the least particular; the first that shows decides.
 * Registries repeat the status in their own words, and a policy may be told
 * under 403 too, so the words of a policy come before the numbers.
 * Sources: Harbor (core answers 412 PROJECTPOLICYVIOLATION), the errors of the
 * distribution specification, pkg/kubelet/images, k8s.io/cri-api/pkg/errors.
 */
const SIGNS: readonly Sign[] = [
  {
    shows:
      /not signed|unsigned|signature|cosign|notation|notary|content trust|SignatureValidationFailed/i,
    meaning: 'the signature policy refuses the image',
    advice: 'Sign the image, or pull one that is signed.',
  },
  {
    shows: /\b412\b|precondition failed|PROJECTPOLICYVIOLATION|vulnerab/i,
    meaning:
      "the registry's vulnerability or signature policy refuses the image",
    advice:
      'Pull a version that passes the scan, or ask the owner of the registry project for an exception.',
  },
  {
    shows: /\b429\b|too many requests|toomanyrequests|rate limit/i,
    meaning: 'the registry limits how often this cluster may pull',
    advice: 'Pull with an account, or from a mirror of your own.',
  },
  {
    shows: /x509|certificate signed by unknown|tls: |certificate has expired/i,
    meaning: "the node does not trust the registry's certificate",
    advice: 'Give the nodes the CA of the registry, or renew its certificate.',
  },
  {
    shows:
      /\b401\b|\b403\b|unauthorized|forbidden|denied|no basic auth|authentication required/i,
    meaning: 'the registry does not let this cluster pull the image',
    advice:
      'Check the pull secret of the ServiceAccount, and that its account may read the repository; some registries answer so for a repository that does not exist.',
  },
  {
    shows:
      /\b404\b|manifest unknown|not found|NAME_UNKNOWN|repository does not exist/i,
    meaning: 'the registry has no such image or tag',
    advice: 'Correct the image name, or push the image.',
  },
  {
    shows: /no match for platform|no matching manifest|exec format/i,
    meaning: "the image is not built for the node's architecture",
    advice: 'Build the image for that architecture, or choose other nodes.',
  },
  {
    shows:
      /no such host|server misbehaving|connection refused|i\/o timeout|deadline exceeded|network is unreachable|no route to host|\b50[0-9]\b|RegistryUnavailable/i,
    meaning: 'the registry does not answer',
    advice:
      'Check that the nodes reach the registry: name, proxy, firewall, and whether it is up.',
  },
  {
    shows: /no space left/i,
    meaning: 'the disk of the node is full',
    advice: 'Free space on the node.',
  },
  {
    shows: /InvalidImageName|invalid reference format|couldn't parse image/i,
    meaning: 'the image name is not valid',
    advice: 'Correct the image name.',
  },
  {
    shows: /ErrImageNeverPull/,
    meaning:
      'the image is not on the node, and imagePullPolicy Never forbids pulling it',
    advice: 'Load the image onto the node, or change imagePullPolicy.',
  },
];

/** What the refusal means; undefined when it says nothing that is known. */
export function pullMeaning({
  image,
  reason,
  message,
}: Pick<BlockedImage, 'image' | 'reason' | 'message'>):
  | PullMeaning
  | undefined {
  // An image may be called "forbidden:404"; its name is no sign.
  const said = `${reason} ${image ? message.split(image).join(' ') : message}`;
  const found = SIGNS.find(({ shows }) => shows.test(said));
  return found && { meaning: found.meaning, advice: found.advice };
}
