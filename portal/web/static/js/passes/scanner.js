// Reads QR codes with the camera where the browser can (BarcodeDetector: Chrome on Android); elsewhere one types or pastes.

const PAUSE_MS = 200;

/** Offers the scan in `element`, and calls `found(text)` with each code that is new. */
export async function openScanner(element, found) {
  const button = element.querySelector("[data-action='scan']");
  const formats = "BarcodeDetector" in window ? await BarcodeDetector.getSupportedFormats() : [];
  const canScan = formats.includes("qr_code") && Boolean(navigator.mediaDevices);
  button.hidden = !canScan;
  element.querySelector("[data-scan='missing']").hidden = canScan;
  if (!canScan) return;
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  button.addEventListener("click", () => scan(element, detector, found));
}

async function scan(element, detector, found) {
  const video = element.querySelector("[data-video]");
  if (video.srcObject) return close(video);
  const refused = element.querySelector("[data-scan='refused']");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  } catch {
    refused.hidden = false;
    return undefined;
  }
  refused.hidden = true;
  video.hidden = false;
  await video.play();
  let last = "";
  while (video.srcObject) {
    const [code] = await detector.detect(video).catch(() => []);
    if (code && code.rawValue !== last) {
      last = code.rawValue;
      await found(last);
    }
    await new Promise((resume) => setTimeout(resume, PAUSE_MS));
  }
  return undefined;
}

function close(video) {
  for (const track of video.srcObject.getTracks()) track.stop();
  video.srcObject = null;
  video.hidden = true;
}
