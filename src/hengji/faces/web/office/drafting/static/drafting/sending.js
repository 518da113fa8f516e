// Talking to the site: JSON there and back, with the page's own token.
const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

/** The site said no. `status` 0: the session is over, and a sign-in page would have come. */
export class Refused extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** Post `told`; a network that is down is a TypeError, as fetch has it. */
export async function post(url, told) {
  const answer = await fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { "Content-Type": "application/json", "X-CSRFToken": token },
    body: JSON.stringify(told),
  });
  if (answer.type === "opaqueredirect") throw new Refused(0, "登录已过期");
  const json = answer.headers.get("Content-Type")?.startsWith("application/json");
  const said = json ? await answer.json() : {};
  if (!answer.ok) throw new Refused(answer.status, said.message ?? "请刷新页面后重试");
  return said;
}
