"""From a scan to a series that can be measured: brain mask, frequency bands, filtering, smoothing."""
