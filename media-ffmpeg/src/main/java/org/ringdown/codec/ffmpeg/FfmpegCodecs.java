package org.ringdown.codec.ffmpeg;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swresample;
import org.bytedeco.javacpp.Loader;
import org.ringdown.codec.SoundCodecs;
import org.ringdown.codec.SoundDecoder;
import org.ringdown.codec.SoundEncoder;
import org.ringdown.media.Codec;

/** Speex, Nellymoser, AAC and MP3 by the FFmpeg that is in the jars beside this one. */
public final class FfmpegCodecs implements SoundCodecs {
    private static final int[] NELLYMOSER = {8000, 11_025, 16_000, 22_050, 44_100};
    private static final int[] AAC = {
        48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8000, 64_000, 88_200, 96_000
    };
    private static final int[] MP3 = {
        44_100, 48_000, 32_000, 22_050, 24_000, 16_000, 11_025, 12_000, 8000
    };
    private static final List<Codec> KNOWN =
            Stream.of(
                            Stream.of(Codec.SPEEX_WIDE, Codec.SPEEX),
                            IntStream.of(NELLYMOSER).mapToObj(Codec::nellymoser),
                            IntStream.of(AAC).mapToObj(Codec::aac),
                            IntStream.of(MP3).mapToObj(Codec::mp3))
                    .flatMap(all -> all)
                    .toList();

    /** Made by the loader of services. */
    public FfmpegCodecs() {}

    @Override
    public void load() {
        try {
            for (var library : List.of(avutil.class, avcodec.class, swresample.class))
                Loader.load(library);
        } catch (LinkageError e) {
            throw new IllegalStateException("FFmpeg cannot be loaded (" + e.getMessage() + ")", e);
        }
        // It would write about every damaged frame that anybody sends us.
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        for (var codec : KNOWN)
            if (!FfmpegDecoder.isKnown(codec))
                throw new IllegalStateException("this FFmpeg has no " + codec.name());
    }

    @Override
    public List<Codec> known() {
        return KNOWN;
    }

    @Override
    public boolean encodes(Codec codec) {
        return KNOWN.contains(codec) && FfmpegEncoder.isKnown(codec);
    }

    @Override
    public Optional<SoundDecoder> decoder(Codec codec, int sampleRate) {
        return KNOWN.contains(codec)
                ? Optional.of(new FfmpegDecoder(codec, sampleRate))
                : Optional.empty();
    }

    @Override
    public Optional<SoundEncoder> encoder(Codec codec, int sampleRate) {
        return encodes(codec)
                ? Optional.of(new FfmpegEncoder(codec, sampleRate))
                : Optional.empty();
    }
}
