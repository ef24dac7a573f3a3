package org.ringdown.doctor;

import org.ringdown.codec.Opus;

/** Whether ends that share no codec can understand each other, of which one nearly always speaks Opus. */
final class CodecCheck implements Check {
    private final boolean transcode;

    /** @param transcode whether they are to */
    CodecCheck(boolean transcode) {
        this.transcode = transcode;
    }

    @Override
    public String name() {
        return "codecs";
    }

    @Override
    public void look(Report report) {
        if (!transcode)
            report.good("Ends that share no codec are refused, as media.transcode: off wants it.");
        else if (Opus.isPresent())
            report.good("Opus is converted to and from other codecs by this machine's libopus.");
        else
            report.warning(
                    "opus-missing",
                    "There is no libopus on this machine: a call ends where one end speaks nothing but Opus and the other does not.",
                    "Install it (Debian: apt-get install libopus0), or write media.transcode: off.");
    }
}
