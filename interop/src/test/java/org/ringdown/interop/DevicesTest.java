package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import org.junit.jupiter.api.Test;
import org.ringdown.interop.browser.Browser;

/** A page in Chromium chooses among the microphones and loudspeakers of its machine; those are the browser's own, made for tests. */
@Scenario
class DevicesTest {
    @Test
    void aCallGoesOverToAnotherMicrophoneAndAnotherLoudspeaker(Lab lab) {
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("600");
            page.awaitAnswered();
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            page.page()
                    .run(
                            """
                            const [{ deviceId }] = (await lab.phone.audio.inputs()).filter(({ deviceId }) => deviceId !== 'default');
                            const before = lab.call.localStream;
                            await lab.phone.audio.setInput(deviceId);
                            lab.before = before.getAudioTracks()[0].readyState;
                            lab.now = lab.call.localStream.getAudioTracks()[0].getSettings().deviceId === deviceId;
                            """);
            assertThat(page.page().run("return lab.before").asString()).isEqualTo("ended");
            assertThat(page.page().run("return lab.now").asBoolean()).isTrue();
            assertThat(page.awaitTone(Browser.MICROPHONE_HZ).good()).isTrue();

            page.page()
                    .run(
                            """
                            lab.element = new Audio();
                            lab.call.attach(lab.element);
                            const [{ deviceId }] = (await lab.phone.audio.outputs()).filter(({ deviceId }) => deviceId !== 'default');
                            await lab.phone.audio.setOutput(deviceId);
                            lab.moved = lab.element.sinkId === deviceId;
                            await lab.phone.audio.setOutput('gone').catch(({ code }) => { lab.refused = code; });
                            lab.stayed = lab.element.sinkId === deviceId;
                            """);
            assertThat(page.page().run("return [lab.moved, lab.refused, lab.stayed]").toString())
                    .isEqualTo("[true,\"speaker-not-found\",true]");

            page.page()
                    .run(
                            "lab.loudest = 0; lab.quiet = lab.phone.audio.level(rms => { lab.loudest = Math.max(lab.loudest, rms); })");
            page.page().await("level of the microphone", SOON, "lab.loudest > 0.05");
            page.page().run("lab.quiet()");
            assertThat(page.page().run("return await lab.phone.audio.test('mic')").asBoolean())
                    .isTrue();
            assertThat(page.page().run("return await lab.phone.audio.test('speaker')").asBoolean())
                    .isTrue();
            page.hangup();
            page.awaitEnd();
        }
    }

    @Test
    void whoTalksWhileMutedIsTold(Lab lab) {
        try (var page = lab.page(lab.chromium(), "alice")) {
            page.dial("600");
            page.awaitAnswered();
            page.page()
                    .run(
                            "lab.warned = []; lab.call.on('warning', ({ name }) => lab.warned.push(name)); lab.call.mute()");
            page.page()
                    .await(
                            "word that nobody hears",
                            SOON,
                            "lab.warned.includes('talking-while-muted')");
            page.hangup();
            page.awaitEnd();
        }
    }
}
