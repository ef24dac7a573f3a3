package org.ringdown.interop.rtmp;

/** Something that programs connect to by RTMP, and that goes on by RTMFP. */
public interface RtmfpRoad extends AutoCloseable {
    /** That they connect to. */
    int port();

    @Override
    void close();
}
