package org.ringdown.rtmp.message;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.ringdown.rtmp.amf.AmfValue;

/** What a stream says of itself (FLV E.5). */
class MetadataTest {
    private static final Metadata SOUND = Metadata.ofSound(10, 16_000);

    @Test
    void soundAloneSaysNothingOfPictures() {
        assertThat(SOUND.fields().get("audiocodecid")).contains(AmfValue.of(10));
        assertThat(SOUND.fields().get("audiosamplerate")).contains(AmfValue.of(16_000));
        assertThat(SOUND.fields().get("stereo")).contains(AmfValue.of(false));
        assertThat(SOUND.fields().get("videocodecid")).isEmpty();
    }

    @Test
    void picturesSayHowLargeTheyAre() {
        var seen = SOUND.withH264(640, 480).fields();
        assertThat(seen.get("videocodecid")).contains(AmfValue.of(7));
        assertThat(seen.get("width")).contains(AmfValue.of(640));
        assertThat(seen.get("height")).contains(AmfValue.of(480));
        assertThat(seen.get("audiocodecid")).contains(AmfValue.of(10));
    }

    @Test
    void aSizeThatIsNotKnownIsNotSaid() {
        var seen = SOUND.withH264(0, 0).fields();
        assertThat(seen.get("videocodecid")).contains(AmfValue.of(7));
        assertThat(seen.get("width")).isEmpty();
        assertThat(seen.get("height")).isEmpty();
    }

    @Test
    void theServerIsAskedToKeepIt() {
        assertThat(SOUND.published())
                .containsExactly(
                        AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), SOUND.fields());
    }
}
