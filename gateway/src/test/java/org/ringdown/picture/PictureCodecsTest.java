package org.ringdown.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ringdown.media.Codec.H264;
import static org.ringdown.media.Codec.H264_SINGLE;
import static org.ringdown.media.Codec.VP8;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.ringdown.media.Codec;
import org.ringdown.media.Transcoding;

/** In which codec whom is shown to whom, with and without something that converts. */
class PictureCodecsTest {
    private static final Transcoding CONVERTS = new Transcoding(List.of(), false, true);
    private static final List<Codec> NOTHING = List.of();

    @Test
    void whatBothHaveIsShown() {
        for (var may : List.of(Transcoding.NONE, CONVERTS)) {
            assertThat(PictureCodecs.shown(List.of(H264, VP8), List.of(VP8), may)).contains(VP8);
            assertThat(PictureCodecs.shown(List.of(H264), List.of(VP8, H264), may)).contains(H264);
        }
    }

    @Test
    void whatIsNotSharedIsConvertedOrNotShown() {
        assertThat(PictureCodecs.shown(List.of(VP8), List.of(H264), Transcoding.NONE)).isEmpty();
        assertThat(PictureCodecs.shown(List.of(VP8), List.of(H264), CONVERTS)).contains(VP8);
        assertThat(PictureCodecs.shown(List.of(H264), List.of(H264_SINGLE), CONVERTS))
                .contains(H264);
    }

    @Test
    void whoWantsNoPicturesIsShownNone() {
        assertThat(PictureCodecs.shown(List.of(VP8), NOTHING, CONVERTS)).isEmpty();
        assertThat(PictureCodecs.shown(NOTHING, List.of(VP8), CONVERTS)).isEmpty();
        assertThat(PictureCodecs.offered(NOTHING, CONVERTS)).isEmpty();
    }

    @Test
    void allIsOfferedWhereAllIsConverted() {
        assertThat(PictureCodecs.offered(List.of(H264), Transcoding.NONE)).containsExactly(H264);
        assertThat(PictureCodecs.offered(List.of(H264), CONVERTS))
                .containsExactly(H264, VP8, H264_SINGLE);
    }
}
