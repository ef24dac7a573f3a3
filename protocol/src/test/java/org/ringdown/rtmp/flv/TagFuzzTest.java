package org.ringdown.rtmp.flv;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.ByteBuffer;
import org.ringdown.wire.MalformedException;

/** Any bytes at all, read as all that a tag may hold: what is read is written as something that is read as the same. */
class TagFuzzTest {
    private interface Reading {
        void of(ByteBuffer bytes) throws MalformedException;
    }

    @FuzzTest
    void readsAnything(byte[] bytes) {
        read(bytes, TagFuzzTest::sound);
        read(bytes, TagFuzzTest::picture);
        read(bytes, body -> AvcConfiguration.parse(AvcConfiguration.parse(body).bytes()));
        read(bytes, body -> AudioSpecificConfig.parse(body).rate());
        read(bytes, body -> Adts.parse(body).config().bytes());
        read(bytes, body -> NalUnits.split(NalUnits.join(NalUnits.split(body, 2)), 4));
        read(bytes, body -> FlvTag.readAll(body));
    }

    private static void sound(ByteBuffer body) throws MalformedException {
        var tag = AudioTag.parse(body);
        if (tag instanceof AudioTag.Unread) return; // its modifiers are gone
        assertThat(AudioTag.parse(tag.body())).isEqualTo(tag);
    }

    private static void picture(ByteBuffer body) throws MalformedException {
        var tag = VideoTag.parse(body);
        if (tag instanceof VideoTag.Unread) return;
        assertThat(VideoTag.parse(tag.body())).isEqualTo(tag);
    }

    private static void read(byte[] bytes, Reading reading) {
        try {
            reading.of(ByteBuffer.wrap(bytes));
        } catch (MalformedException refused) {
            assertThat(refused.getMessage()).isNotBlank();
        }
    }
}
