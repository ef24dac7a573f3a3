package org.ringdown.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.interop.Lab.SOON;

import java.nio.file.Path;
import org.ringdown.interop.phone.PhoneCall;
import org.ringdown.interop.phone.ScriptedPhone;
import org.ringdown.interop.phone.Voice;
import org.ringdown.interop.rtmp.FfmpegProgram;
import org.ringdown.interop.rtmp.FfmpegStream;
import org.ringdown.interop.sound.G711;

/** An encoder that has called a phone by URL; each says its own tone without end. */
record EncoderCall(ScriptedPhone phone, PhoneCall call, FfmpegStream encoder)
        implements AutoCloseable {
    static final int ENCODER_HZ = 700;
    static final int PHONE_HZ = 1500;
    static final int NOBODY_HZ = 2500;

    /** Returns when the phone hears the encoder. */
    static EncoderCall begin(Gateway gateway, Path folder) {
        var phone = ScriptedPhone.open("camera");
        var url = "rtmp://127.0.0.1:" + gateway.rtmpPort() + "/call/" + phone.uri();
        var encoder = publish(folder, url);
        try {
            var call = phone.awaitCall(SOON);
            call.answer("PCMA");
            call.rtp().say(Voice.tone(G711.PCMA, PHONE_HZ));
            var begun = new EncoderCall(phone, call, encoder);
            begun.isHeard();
            return begun;
        } catch (AssertionError e) {
            encoder.close();
            phone.close();
            throw e;
        }
    }

    /** ffmpeg's own tone is quiet: an eighth of what there is room for. */
    private static FfmpegStream publish(Path folder, String url) {
        var filter = "volume=3,aresample=8000,asetnsamples=n=160";
        return FfmpegStream.publish(
                FfmpegProgram.HERE, folder, url, ENCODER_HZ, "-af", filter, "-c:a", "pcm_alaw");
    }

    /** Returns when the phone has heard the encoder, for three seconds. */
    void isHeard() {
        assertThat(call.rtp().awaitTone(ENCODER_HZ).good()).isTrue();
    }

    void end() {
        encoder.stop(SOON);
        call.awaitHangup(SOON);
    }

    @Override
    public void close() {
        encoder.close();
        phone.close();
    }
}
