package org.ringdown.interop;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ringdown.interop.process.Patience;
import tools.jackson.databind.JsonNode;

/** What a page with a camera sees of its call, by {@code pages/eye.js}. */
final class Watching {
    private static final Duration SOON = Duration.ofSeconds(15);

    /** Browsers report their sound every five seconds or so, and believe the second report. */
    private static final Duration LIP_SYNC = Duration.ofSeconds(40);

    private static final double TOGETHER_MS = 100;

    private final PhonePage page;

    private Watching(PhonePage page) {
        this.page = page;
    }

    static Watching of(PhonePage page) {
        page.page().run("lab.sight = await import('/eye.js')");
        return new Watching(page);
    }

    /** Calls with pictures, and looks. */
    void dial(String to) {
        page.page()
                .run(
                        "lab.watch(await lab.phone.call('%s', { video: true })); lab.eye = lab.sight.eye(lab.call)"
                                .formatted(to));
    }

    /** Answers with pictures, and looks. */
    void answer() {
        page.page()
                .run("lab.eye = lab.sight.eye(lab.call); await lab.call.answer({ video: true })");
    }

    void answerWithSoundAlone() {
        page.page().run("lab.eye = lab.sight.eye(lab.call); await lab.call.answer()");
    }

    void startVideo() {
        page.page().run("await lab.call.startVideo()");
    }

    void stopVideo() {
        page.page().run("await lab.call.stopVideo()");
    }

    /** Returns when so many pictures were seen that differ from the one before, from now on. */
    void awaitPictures(int count) {
        int before = pictures();
        page.page()
                .await(
                        count + " pictures that change, after " + before,
                        SOON,
                        "lab.eye.pictures >= " + (before + count));
    }

    int pictures() {
        return page.page().run("return lab.eye.pictures").asInt();
    }

    void awaitDecoded(int frames) {
        page.page()
                .await(
                        frames + " decoded frames",
                        SOON,
                        "(await lab.sight.decoded(lab.pcs)).frames >= " + frames);
    }

    JsonNode decoded() {
        return page.page().run("return lab.sight.decoded(lab.pcs)");
    }

    /** How the pictures come that it sees: "VP8", "H264". */
    String codec() {
        return decoded().path("codec").asString().replace("video/", "");
    }

    /** Says when the first picture came, and how. */
    void tell(String name) {
        System.out.printf(
                "%s: first picture after %d ms; %s%n",
                name, untilFirstPicture().toMillis(), decoded());
    }

    /**
     * Returns when its browser, which goes by the reports of whom it hears and sees, plays sound and pictures within a tenth of a second of each other,
     * three seconds on end.
     */
    void awaitLipSync() {
        var millis = new ArrayList<Double>();
        try {
            Patience.await(
                    "sound and pictures that are together",
                    LIP_SYNC,
                    Duration.ofMillis(500),
                    () -> areTogether(millis) ? Optional.of(true) : Optional.empty());
        } finally {
            System.out.println("sound is ahead of pictures by (ms): " + millis);
        }
    }

    private boolean areTogether(List<Double> millis) {
        var apart = page.page().run("return lab.sight.apart(lab.pcs)");
        millis.add(apart.isNumber() ? apart.asDouble() : Double.NaN);
        var latest = millis.subList(Math.max(0, millis.size() - 6), millis.size());
        return latest.size() == 6 && latest.stream().allMatch(ms -> Math.abs(ms) < TOGETHER_MS);
    }

    /** What its browser counts of the pictures that it sends. */
    JsonNode sent() {
        return page.page().run("return lab.sight.sent(lab.pcs)");
    }

    /** Returns when what is seen has the colour, all in all, of what the browser's own camera sees: how bright it is changes all the time. */
    void awaitColoursOfTheCamera() {
        page.page().run("lab.own = await lab.sight.camera()");
        page.page()
                .await(
                        "the colours of the camera",
                        SOON,
                        "lab.eye.mean.every((level, i) => Math.abs(level / Math.max(...lab.eye.mean) - lab.own[i] / Math.max(...lab.own)) < 0.1)");
        System.out.println("colours: " + page.page().run("return [lab.own, lab.eye.mean]"));
    }

    /** From the answer to the first picture. */
    Duration untilFirstPicture() {
        var ms =
                page.page()
                        .run(
                                "return Math.max(0, lab.eye.first - lab.events.findLast(({ name, call }) => name === 'answered' && call === lab.call).t)");
        return Duration.ofMillis(ms.asLong());
    }

    /** Returns when the SDK says that pictures are on, or off with that reason. */
    void awaitState(boolean on, String reason) {
        page.page()
                .await(
                        "video " + (on ? "on" : "off, " + reason),
                        SOON,
                        on
                                ? "lab.call.video.on"
                                : "!lab.call.video.on && (lab.call.video.reason ?? '') === '"
                                        + reason
                                        + "'");
    }

    void awaitTheirs(boolean theirs) {
        page.page()
                .await(
                        "the other side's wish to be seen: " + theirs,
                        SOON,
                        "lab.call.video.theirs === " + theirs);
    }

    /** From now on its browser has this codec of pictures alone: "VP8", "H264". */
    void hasOnly(String codec) {
        page.page()
                .run(
                        """
                        const all = RTCRtpSender.getCapabilities.bind(RTCRtpSender);
                        const only = /^video\\/(%s|rtx)$/i;
                        const few = () => all('video').codecs.filter(({ mimeType }) => only.test(mimeType));
                        RTCRtpSender.getCapabilities = (kind) => kind === 'video' ? { codecs: few(), headerExtensions: [] } : all(kind);
                        const offer = RTCPeerConnection.prototype.createOffer;
                        RTCPeerConnection.prototype.createOffer = function (...given) {
                          for (const transceiver of this.getTransceivers())
                            if (transceiver.receiver.track.kind === 'video') transceiver.setCodecPreferences(few());
                          return offer.apply(this, given);
                        };
                        """
                                .formatted(codec));
    }
}
