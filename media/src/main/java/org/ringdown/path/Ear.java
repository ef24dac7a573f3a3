package org.ringdown.path;

/** How one side of a join hears the other, on the hearing leg's worker. */
public interface Ear extends RtpSink {
    /** Takes note of what the partner has agreed on; nothing is heard before. */
    void formats(LegFormats partner);

    /** The join is over: nothing is heard any more. */
    void close();
}
