/** A document of user data, and how cloud-init will take it. */
export interface UserDataDocument {
  readonly kind: 'text' | 'cloud-config' | 'powershell';
  readonly text: string;
}

/** The documents of user data: one, or the parts of a MIME multipart message. */
export function documentsOf(text: string): UserDataDocument[] {
  const header =
    /^\s*(?:[\w-]+:.*\r?\n(?:[ \t]+.*\r?\n)*)*?content-type:\s*multipart\/[\s\S]*?boundary="?([^"\s;]+)"?/i.exec(text);
  if (!header) return [{ kind: kindOf(text, ''), text }];
  return text
    .split(`--${header[1]}`)
    .slice(1)
    .flatMap((part) => {
      const [head, ...body] = part.replace(/\r/g, '').replace(/^\n/, '').split(/\n\n/);
      const content = body.join('\n\n');
      return content.trim() === '' ? [] : [{ kind: kindOf(content, head ?? ''), text: content }];
    });
}

function kindOf(text: string, head: string): UserDataDocument['kind'] {
  if (/<powershell>/i.test(text)) return 'powershell';
  return /text\/cloud-config/i.test(head) || /^\s*#cloud-config/.test(text) ? 'cloud-config' : 'text';
}
