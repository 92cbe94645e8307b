// QR codes out of the camera and out of pictures: by the browser where it can, by jsQR elsewhere.
//
//   const camera = new VerifyCamera(video, (text) => ...);
//   await camera.start();                  NotAllowedError, or another error without a camera
//   await VerifyCamera.fromPicture(file)   the text, or null
globalThis.VerifyCamera = (() => {
  "use strict";

  const EVERY = 160, WIDEST = 1000;
  let reader = null;

  const qr = () => (reader ??= native().catch(library));

  async function native() {
    if (!(await BarcodeDetector.getSupportedFormats()).includes("qr_code")) throw new Error("no QR");
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (canvas) => {
      const found = (await detector.detect(canvas)).map((one) => one.rawValue).filter(Boolean);
      return found.find((one) => one.startsWith("YZ1:")) ?? found[0] ?? null;
    };
  }

  async function library() {
    await new Promise((done, failed) => {
      const script = document.createElement("script");
      script.src = document.body.dataset.jsqr;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
    return async (canvas) => {
      const { width, height } = canvas;
      const picture = canvas.getContext("2d").getImageData(0, 0, width, height);
      return jsQR(picture.data, width, height)?.data || null;
    };
  }

  function drawn(source, width, height, canvas = document.createElement("canvas"), widest = WIDEST) {
    const scale = Math.min(1, widest / Math.max(width, height));
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const surface = canvas.getContext("2d", { willReadFrequently: true });
    surface.fillStyle = "#fff"; // under the parts of a picture that are clear
    surface.fillRect(0, 0, canvas.width, canvas.height);
    surface.drawImage(source, 0, 0, canvas.width, canvas.height);
    return canvas;
  }

  return class VerifyCamera {
    constructor(video, found) {
      this.video = video;
      this.found = found;
      this.stream = null;
      this.canvas = document.createElement("canvas");
    }

    get isOn() { return this.stream !== null; }

    async start() {
      const wanted = { video: { facingMode: "environment", width: { ideal: 1280 } }, audio: false };
      this.stream = await navigator.mediaDevices.getUserMedia(wanted);
      this.video.srcObject = this.stream;
      await this.video.play();
      this.look();
    }

    stop() {
      for (const track of this.stream?.getTracks() ?? []) track.stop();
      this.stream = null;
      this.video.srcObject = null;
    }

    async look() {
      const read = await qr();
      while (this.isOn) {
        const { videoWidth, videoHeight } = this.video;
        const text = videoWidth ? await read(drawn(this.video, videoWidth, videoHeight, this.canvas)) : null;
        if (text && this.isOn) {
          this.stop();
          this.found(text);
          return;
        }
        await new Promise((done) => setTimeout(done, EVERY));
      }
    }

    // A large photograph is tried small, then as it is.
    static async fromPicture(file) {
      const [read, picture] = [await qr(), await createImageBitmap(file)];
      for (const widest of [WIDEST, 2400]) {
        const text = await read(drawn(picture, picture.width, picture.height, undefined, widest));
        if (text) return text;
      }
      return null;
    }
  };
})();
