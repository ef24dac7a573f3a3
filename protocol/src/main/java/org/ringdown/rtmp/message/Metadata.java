package org.ringdown.rtmp.message;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ringdown.rtmp.amf.AmfValue;
import org.ringdown.rtmp.amf.AmfValue.EcmaArray;

/** What a publisher says of its stream (FLV E.5, {@code onMetaData}): players take it for what they have to wait for. */
public record Metadata(EcmaArray fields) {
    private static final int H264 = 7;

    /**
     * A stream of sound alone, of one channel.
     *
     * @param codec as in the head of an audio message, or four letters
     * @param rate in Hz
     */
    public static Metadata ofSound(int codec, int rate) {
        return new Metadata(new EcmaArray(Map.of()))
                .with("encoder", AmfValue.of("Ringdown"))
                .with("audiocodecid", AmfValue.of(codec))
                .with("audiosamplerate", AmfValue.of(rate))
                .with("audiosamplesize", AmfValue.of(16))
                .with("audiochannels", AmfValue.of(1))
                .with("stereo", AmfValue.of(false));
    }

    /** The same with pictures of H.264, so many pixels wide and high; 0 where that is not known. */
    public Metadata withH264(int width, int height) {
        var shown = with("videocodecid", AmfValue.of(H264));
        if (width == 0 || height == 0) return shown;
        return shown.with("width", AmfValue.of(width)).with("height", AmfValue.of(height));
    }

    private Metadata with(String name, AmfValue value) {
        var more = new LinkedHashMap<>(fields.fields());
        more.put(name, value);
        return new Metadata(new EcmaArray(more));
    }

    /** The values of a {@link Message.Data} that has the server keep it, for those who come later. */
    public List<AmfValue> published() {
        return List.of(AmfValue.of("@setDataFrame"), AmfValue.of("onMetaData"), fields);
    }
}
