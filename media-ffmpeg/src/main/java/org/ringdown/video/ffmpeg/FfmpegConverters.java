package org.ringdown.video.ffmpeg;

import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.javacpp.Loader;
import org.ringdown.media.Codec;
import org.ringdown.video.PictureConverter;
import org.ringdown.video.PictureConverters;

/** Converters by the FFmpeg that is in the jars beside this one. */
public final class FfmpegConverters implements PictureConverters {
    /** Made by the loader of services. */
    public FfmpegConverters() {}

    @Override
    public void load() {
        try {
            for (var library : List.of(avutil.class, avcodec.class, swscale.class))
                Loader.load(library);
        } catch (LinkageError e) {
            throw new IllegalStateException("FFmpeg cannot be loaded (" + e.getMessage() + ")", e);
        }
        // It would write about every damaged picture that anybody sends us.
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        for (var codec : List.of(Codec.VP8, Codec.H264)) {
            boolean has = VideoDecoder.isKnown(codec) && VideoEncoder.isKnown(codec);
            if (!has) throw new IllegalStateException("this FFmpeg has no " + codec.name());
        }
    }

    @Override
    public PictureConverter open(Codec from, Codec to) {
        return new FfmpegConverter(from, to);
    }
}
