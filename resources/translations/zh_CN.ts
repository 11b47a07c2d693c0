<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>Algoscope</name>
  <message>
   <source>  (and {n} more)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> (border zone)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> dots per inch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> one-tailed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> points</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> two-tailed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> {least} are needed for a claim about the map, {more} recommended.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> · %n open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> · 1 of {step} points drawn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> – differs between the groups: adjusting is partly extrapolation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source> … and {n} more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>"{name}" holds something already; choose an empty folder, or another pseudonym.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%n file(s) of the session of {name} cannot be used as they are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%n file(s) written, read back and compared.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%n image(s) and map(s)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%n other drawing(s) will be offered when the program is started again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>%n region(s)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Age</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Cohort</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Date of the scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Handedness</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Pseudonym</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>&amp;Voxels of the maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, not compared with its paper</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, p = {p} ({n} random maps; as good as {effective} independent voxels)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>, through the patient's normalisation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 series was found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1 volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>1000 maps of the same smoothness and distribution (Burt et al. 2020)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>2 mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>200 (L − R) / (L + R); only where no value is below 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>2025-03-17, may be left out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>3 mm (as in the studies)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>3D needs OpenGL, which this computer does not offer; everything else works without.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>95 % interval</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>; the columns are nearly combinations of each other (condition number {c:.0f})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A folder for a mask of each region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A folder for the surface of each region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A map of the comparison was closed; compare with the prior scan again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A new region (Ctrl+N)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A patient is being processed. Stop it? What is finished is kept, and the run goes on from there when it is started again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A patient is being processed. Stop it? What is finished is kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A person is</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A region for each separate piece</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A report is made of a processed patient. Process the scans, or open a folder with results.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A report is made of a processed patient; process the scans or open the results first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A single image has no order of control and label.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A square brush, or a box instead of a sphere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A table of clusters, or a .node file with its .edge file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>A table of the controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>AAL at the peak</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>AAL region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>AAL regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>AAL with nuclei of thalamus and brainstem: most are a few mm wide, less than a registration can err</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>AAL3 region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>AAL: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ALFF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ASL</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ASL reference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>About Algoscope</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Activity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Add a mask or another region…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Adjust for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Against the reference volume, with the signs of SPM. FD: displacement from volume to volume.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Age</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Agreement of {flow} and {activity}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Algoscope shows what a patient's brain MRI says about pain: linked views, resting-state metrics and perfusion.

It is for research. It is not a medical device and must not be the only ground of a clinical decision.

BSD-3-Clause licence.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Align the M0 with the series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Align the second scan with the first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Align the series with the T1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Align {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Aligned with the T1: its centre moved by {mm} mm, turned by {degrees}°; {percent} % of its brain lie within the T1's.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All AAL regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All alike</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All facts are there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All four</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>All that is known of the region here (R)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Alt + left: crosshair. Middle: pan. Ctrl + right: window from a box.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Amplitude</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>An empty folder for scans and results</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Anatomy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Anatomy of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Another pseudonym</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Answer the open questions first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Approximate territory: {artery}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arrival time (ATT)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arterial territories</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arterial territories (approximate)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arterial territories on this scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Arterial territory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>As it was acquired. The line should follow the brain, not the skull.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asym.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asymmetries of AAL</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asymmetry</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asymmetry = 200 (L − R) / (L + R), against the region of the other side.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asymmetry of CBF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Asymmetry of perfusion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At the crosshair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>At this height such cluster p are known to be too small (Eklund et al. 2016).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Atlas</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Atlas region or cluster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Atlas region or cluster at a click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Atlas regions on this scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Automatic window</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Axial</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Back to the first view (keypad: decimal point)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Band power</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bands across all rows at the moment of a movement are motion that is still in the series.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Being changed in the background: protected until that is done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Below the threshold faintly</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Beyond p &lt; .001</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Black background</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blood flow (CBF)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Blood flow for the activity there is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Borders should run on from square to square.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Both images in turn: what jumps lies in two places.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Both low, both high, or apart: four classes of grey matter.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brain mask (estimated)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brain mask on the T1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brain of the template</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brain surface</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brain that the series covers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring the regions to the grid of the selected layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring the regions {name} to the space shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring {drawing} to the grid of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bring {name} to the space shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bringing the metric to the grid of CBF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Bringing the second scan to the grid of the first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brought through the registration to the grid of {name}. </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brought to the grid of {name}. </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Browse…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>By its name the patient did something in it (task "{task}"); maps of rest suppose that nobody did.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>By network</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>By the values of the volumes probably: {proposal}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>By value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CBF / activity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CBF and {name} are in different spaces of the patient; use the maps of one run.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CBF × activity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>CSF mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Calibrate the cohort</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Calibration</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cancelled; nothing was opened.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Caption of the figure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Carpet plot</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Centre of the picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Centroid, mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change between dark and light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change between radiological and neurological</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change in %: {second} after {first}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Change ▾</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checkerboard: {one} and {other}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Checking graphics, memory and cores …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a file…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a folder: the files are known again by their content, also in its subfolders.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a map, then the folder that processing left of the earlier scan of the same patient.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a region, or hold Ctrl and click in a slice: its volume, blood flow, activity, asymmetry, links and place among the controls are listed here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a table of controls whose maps were made and acquired as the patient's.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a table with one row a person and the paths of their maps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose a table…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose another folder for the results</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose one table of clusters, or one .node file with its .edge file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose table…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the patient's map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose the patient's map: one that is open, or a file.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose two different scans.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clear this list</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click a point to take the crosshair to its voxel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click to go there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click: another colour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click: protect from every tool</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click: show or hide</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Click: unlock</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close and open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close everything? Maps that were computed and not saved are lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close the other reader's regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Close this message</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cluster of the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cluster of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cluster size: GRF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Cluster size: permutation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clusters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Clusters of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Colour map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Comes with processing: process the T1 of this patient.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare a patient with controls on the Compare page first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare the patient with controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare with the controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compare {maps}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute CBF on the Perfusion tab; territories are read there, and shown here, too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute its maps of r and z, to be kept and saved</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute or open {missing} first (ReHo, ALFF or degree centrality).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute or open {missing} first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute perfusion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute perfusion first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Compute perfusion to read it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Computed before the band-pass.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Computed maps, regions and everything you have set are saved in this folder. Scans stay where they are and are found again by a relative path, unless they are copied.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Confirm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Connectivity of the region that is drawn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Contour</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Control and label are aligned rigidly first, where there are at least four pairs; the result says so</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Control less label, pair by pair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Control parade</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Control {i} of {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Controls are</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Controls with such a voxel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy caption</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the %n scan(s) too ({size} MB): the folder alone then opens on another computer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the equation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the numbers of all regions, with tabs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the table, with tabs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Copy the whole table, with tabs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Coronal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Correct head motion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Corrected over the pre-specified regions; no p is told of regions that are only looked at</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Corrected p</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Correction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Correlate and map the ratio</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Correlate perfusion with activity on the Perfusion page to see the points.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Coupling</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Coupling of {cbf} and {metric}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Coupling with activity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Course of the region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Covariates</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Coverage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Coverage of the AAL regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Crosshair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Crosshair on or off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ctrl+Return</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>DICOM (*.dcm)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>DICOM folder or zip, NIfTI files or a BIDS subject</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>DICOM from the scanner, NIfTI with sidecars, or a BIDS subject; one patient at a time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>DICOM segmentation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>DICOM series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>DVARS: median {median} %, largest {largest} % (volume {volume})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dark places near air (above the nose and the ears) have lost their signal.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Degree centrality</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Degrees of freedom of the t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Delete the selected regions (Del)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Demonstration patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Descriptive</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Detrend and band-pass</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Diameter of the brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dice</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Difference of two scans</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Difference of {first} and {second}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Difference: {second} less {first}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Differences by GE: is it the 3D product sequence, as the scanner stored it?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Discard</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Distance from the mean of grey matter, in SD, from which on a voxel has a class</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Dolui et al. 2017; needs a map of grey matter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Done. One map of each kind is open; all are in the folder, which can be opened again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Double click or Enter: larger</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Double click or Enter: larger. Space: the other image</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Double click: larger</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Double click: rename</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drag the handles. Window of an image, threshold and maximum of an overlay. The gap is not drawn.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw a region first: its mean time course becomes the seed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw a region: its numbers in every open map are listed here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw outlines: polygon or freehand</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw regions of your own, with the same names, to compare them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Draw with the brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drawing the outline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drawn in {space}, outlined here through the registration; show {space} to draw in them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop a patient's folder, files or zip archive here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Drop first volumes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Each control is being compared with the others …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Each hemisphere, both sides</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Edges alone have no place: choose the .node file, too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Eight views</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Excitations (NEX)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Excluded by rule: not known, because there is no head motion ({rule}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Excluded by rule: {answer} ({found}; the rule is {rule}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Expected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Explore the demonstration patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export a mask of each region…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export figure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export names of the regions (ITK-SNAP, FreeSurfer)…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export regions as DICOM segmentation…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export surfaces of the regions (STL, PLY)…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Export…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>F&amp;iles or zip…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>FD ({kind}): mean {mean} mm, largest {largest} mm; {n} of {total} volumes above 0.2 mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>FD: choose the motion file on the Maps page, under Change steps.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Faint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>False discovery rate</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>False positives</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fast drawing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fewer options</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Figure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Figure for a paper or a report…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>File</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Files of the session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fill between slices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fill holes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find a command</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find a command…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find anatomy with the T1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Find the anatomy first: territories are told in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>First</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fisher z</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Fit the views</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flick</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flick (B)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flick: {one} and {other}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flip the slices through the controls, with the contour of the patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Flow of pure grey and white matter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder of the prior scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Folder of the session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Forget this seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Forget what was typed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Found {words}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Found: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Framewise displacement (Power): at most {max} mm; {some} volumes above 0.2 mm, {many} above 0.5 mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>FreeSurfer colour table (*.lut)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Frequency, Hz</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From above (keypad 8)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From behind (keypad 0)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From below (keypad 2)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From raw scans to maps in MNI space</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From the front (keypad 5)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From the patient's left (keypad 4)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From the patient's right (keypad 6)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>From the sign of x of the peak</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>GRF cluster p &lt; {alpha:g}: k ≥ {k}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give all selected regions to the current one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Give one series the role T1, rest BOLD or ASL: there is nothing to process yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Global signal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to Patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Go to a coordinate…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Graph</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Graphs (*.tsv *.node *.edge);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Gray matter of the template</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grey matter</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grey matter is not known here: process the patient, then use the maps in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grey matter map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grey matter of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grey matter, and the way to MNI space; takes minutes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grey-matter volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Groups</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Groups in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Grow a region from a click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Growing region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>HC3</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hand</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hatch what deserves less trust: low tSNR, edge, coverage</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Hatch where blood arrives late (perfusion)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Head motion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Head motion was corrected; between the volumes of a pair it moved by up to {mm:.2f} mm.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>High</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Highest frequency, Hz</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Holm p</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How a place goes with its mirror on the other side.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How alike the signals of neighbouring places are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How far the signal swings about its mean.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How it was computed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How it was scanned</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How many</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much blood reaches each place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How much grey matter each place has.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How series {n} was acquired ({role})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How steady the signal is: low where the scan is poor.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How strongly the signal swings at low frequencies.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>How swings are spread over frequencies.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>I have looked at the red lights</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>I have looked: left and right are right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>I have seen this</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ITK-SNAP label descriptions (*.label *.txt)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Images (*.nii *.nii.gz *.hdr *.img);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Images (*.nii *.nii.gz);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In MNI space and from a file; a map that was computed here must be saved first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In MNI space: {place}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In a row</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In equal steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In the brain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In turn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In use…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In which 95 % of people like the controls, with the patient's covariates, are expected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In {m} of {total} pairs the control is brighter than the label.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>In {n} of {total} pairs the control is DARKER than the label: they seem to be named the wrong way round.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Inputs changed: recompute</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Interpolate on the grid of CBF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Interpolate the second scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Into the report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Invert</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Is the map plausible?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It cannot be used: {why}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>It is one person: compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Its region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Jobs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep for the next start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep inside</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep inside a mask or another region…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep the largest piece</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keep the scans of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Keeping series {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Kind of file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Known places</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>LEFT AND RIGHT ARE NOT KNOWN: the header does not give the orientation.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Labelling duration and post-labelling delay are both {time} s; one may be a copy of the other.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Larger text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Largest |t|: {k} of {n} controls reach it</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Late arrival</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Late arrival is told from perfusion: compute CBF and its territories, or open a processed patient.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Later</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Layout: 3D alone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Layout: one large, three small</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Layout: three slices in a row</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Layout: two by two</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Least voxels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave bad pairs out (SCORE)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave the drawn regions out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Leave this pair out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left and right of series {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left edge {left}, right edge {right}, top {top}, bottom {bottom}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left out by hand: pair {pairs}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left out: {reason}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left, top, right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left: add the region or cluster under the mouse. Right: take it away.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left: add. Right: take away. Shift + wheel or − =: radius.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left: click for corners, drag freehand, drag a corner to move it. Right: drop the last corner. Double click or Enter: accept. Shift + Enter: take away. Esc: drop.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left: crosshair. Middle: pan. Right: window and level.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left: grow from here; drag right or left for a wider or narrower range, up or down for a higher or lower one. Right: take away so. Esc while dragging: drop.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Left: paint. Right: erase. Shift + wheel or − =: size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Less the map of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Letters and digits; never a name, an ID or the name of a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Light brain surface</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Limit, SD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Limits by the preset {preset}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lines around clusters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Links need a processed patient: its resting series in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Links: {why}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Live connectivity of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Live seed connectivity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Load preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Load preset…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look at the three slices and confirm that left and right are right.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look before you read the maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look for files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look for the DICOM series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look for the files in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look in folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look only, draw nothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Look through the scans</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking at the folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for 3D graphics</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking for the images of the figure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking it up; links take a few seconds the first time.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking through {what} …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Looking …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Low</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Lowest frequency, Hz</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>M0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>M0 of a reference tissue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>M0 scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>M0, voxel by voxel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>MNI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>MNI152 template</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Made by this computer; no real person</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make ROI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make larger by (mm)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make larger…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make smaller by (mm)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Make smaller…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map of how unevenly the controls are spread about their mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map of the share of controls beyond p &lt; .001, though nothing is to be found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map on the surface</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map the difference</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map to compare</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Map where both agree</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Maps are computed on the scans of a patient, or opened from a processed folder. Open a patient.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Maps to add</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Maps, table and text into an empty folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masks and regions less opaque</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masks and regions more opaque</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masks and regions on or off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masks of the regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Masks on the grid of the series; regions of AAL for a series in MNI152 space</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Max</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Max |t|: permutation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean EPI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean EPI in MNI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean of the region's mirror image across the mid-plane of MNI space</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mean: one-sample t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Means of {counted}; territories are approximate. Asymmetry = 200 (L − R) / (L + R).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Means: {means}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Measure motion and DVARS</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Median</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Median {median:.3g}, 5–95 % {low:.3g} to {high:.3g}; percentile {p:.1f} [{a:.1f}–{b:.1f}]</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Merge</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Method</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Min</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mirror</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mirror region across x = 0 of MNI space</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mirror to the other side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Mirrored across the sagittal plane at x = {x:.1f} mm as you said: the head may lie askew. Process the patient to mirror through MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Missing values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Montage of slices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More for this layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More groups: ANCOVA</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More options</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>More options …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Motion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Motion (rp_*.txt *.par);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Motion and DVARS of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Motion file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Motion model</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move down</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Move up</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Name:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Names of regions need images in MNI152 space, or a processed patient.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Native</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Native ASL</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Native EPI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Native T1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needed: the controls are adjusted for it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs a map of activity beside CBF, such as ReHo: compute it above.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs a map of activity, such as ReHo, beside CBF.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs a map of blood flow: compute CBF on the Perfusion tab.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs a map of blood flow; compute CBF first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs a processed patient: two scans are compared in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs a resting BOLD series; none of this patient is open.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs an ASL scan with several delays; this perfusion was measured with one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs an ASL series with several delays; none is open.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs an ASL series; none of this patient is open.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Needs blood flow: no ASL series of this patient is open, and none was processed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Neighbours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Neighbours: by faces (6), edges (18), corners (26)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Neurological</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Neurological convention: left of the slices is the patient's LEFT.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Neurological: screen left = patient's LEFT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Neurological: the left of the screen is the patient's LEFT.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New drawing on the grid of the selected layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>New region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next question</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next space: native T1, native EPI, MNI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Next timepoint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No column of the table holds paths of maps (.nii.gz).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No controls are loaded (Compare page), so there is no percentile.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No job has run yet. Reading files and computing metrics appear here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No maps yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No mirror region: the mid-plane is known in MNI space only. Process the patient, or draw on a map in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No name, ID or birth date is kept. Age, sex and handedness serve a comparison only.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No patient for a report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No regions are drawn yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No report before a person has seen each red light.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No seed yet, or no signal at the crosshair. Drag with Shift + Ctrl in a slice.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No surface: </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>No voxel is beyond the threshold in a cluster of this size.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Node graph</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>None: relative perfusion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Normalised to MNI space: sulci and white matter should follow the lines.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not in MNI space and switched off: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not interpretable</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Not possible: {why}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing could be measured</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is drawn yet, so there are no numbers for the report.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is drawn yet, so there are no numbers to save.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is drawn yet, so there is nothing to save.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is open yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is open, so there is nothing to check.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing is open. Open a T1, a BOLD or an ASL series, or drop files on the window.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing needs to be known of it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing stands out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing to check yet</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Nothing was computed on this series yet.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Now less prior: {name} ({unit})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Numbers</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Numbers of all regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Numbers of the region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the T1, within the brain mask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the file</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Of the standardised ratio; the two are different quantities. r is the same.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>One patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Only &amp;look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opacity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Opacity of the surface</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a BIDS folder or a processed patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a BOLD series first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a BOLD series first: a seed needs time courses.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a T1 image or a series to see the brain in 3D.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a map of blood flow and one of activity, such as ReHo, first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a mask or other regions first: there is nothing to combine this with.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a resting BOLD series first: metrics are computed on its time courses.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open a series (BOLD or ASL) to see its time course at the crosshair.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open an ASL series: perfusion is computed on its control and label volumes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open an image first: a region grows by the values of one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open an image first: regions are drawn on the voxels of one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open an image, then click in a slice.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open another reader's regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open another reader's regions…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open files…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open folder…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open images</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open last session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open one T1 of this patient to read perfusion by territory.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open one T1 of this patient: it tells grey matter, and where the territories are.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open patient…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open regions…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open session…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the brain at the three slice planes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the folder of a session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the patient's T1 first: the series is aligned with it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the prior scan first (Maps, All).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the prior scan…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the processed patient first, then the folder of the prior scan.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the resting series in MNI space</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open the scans without processing them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open without them</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Open {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Options</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Or drop files or a folder on this window.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Order</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Order of control and label</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other hemisphere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Other, mm³</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Over all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Over nothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overlay in 3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overlays less opaque</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overlays more opaque</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Overlays on or off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>P&amp;reset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>PLY, with colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Page {n} of the report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pair {n} of {total}: {volumes}, delay {delay} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pairs of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Parade</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Parametric cluster p-values are known to be inflated at this threshold (Eklund et al. 2016); the permutation p is told beside them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Partial-volume correction (Asllani et al. 2008); needs both maps of tissue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Peak {s}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Peak, mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>PerAF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Percentile [95 %]</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Percentile {p} among {n} controls (median {median}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Perfusion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Perfusion (CBF) and its coupling…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Perfusion cannot be computed yet. {question}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Perfusion of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Permutations</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Picture</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pictures of the maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pin a region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pin a seed first: drag with Shift + Ctrl in a slice, then press P.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pin the seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pin this seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Plane</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Planes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Play the pairs one after the other</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Pre-specified regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preparation of the series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preparing the table …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Preset: none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Previous timepoint</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prior</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prior scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prior scan in place of the current one, and back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Prior scan: {statistic}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Process these scans…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Process {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Processing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Published example</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Published example: node graphs…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Put the numbers of all regions, as they are now, into the report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Putting the report together</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quality</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quality is told from scans, and more of it once they are processed. Open a patient first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quality of the patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quality of {subject}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quality page</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Question</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Quit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radiological</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radiological convention: left of the slices is the patient's RIGHT.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radiological: screen left = patient's RIGHT</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radiological: the left of the screen is the patient's RIGHT.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radiologist's comment</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radius of the sphere, half the side of the box</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Radius, mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ReHo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Read by territory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Read {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading perfusion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading tSNR</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the arrival times</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the graph</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the maps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the prior scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the resting series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the template</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading the transforms</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reading: {n} of {total} volumes are here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recent patients</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recognise {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Recover</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Red lights of {names} wait for a person: look at them on the page Maps, Perfusion, first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Redo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reference tissue</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Region 1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Region at a known place…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Region card</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Region card of a region…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Region card: all that is known of the region at the crosshair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Region {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Regions (*.nii.gz *.nii *.dcm)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Regions are known in MNI space only: process the patient, or open images in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Regions for the report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Regions in 3D</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Regions were being drawn when the program ended. Nothing is lost.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Registration</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Relative perfusion instead</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Relative to each scan's mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remember patients</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the graph from the brain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Remove the seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Rename…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Research use; not a diagnosis. Made by {versions}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Reset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resolution</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Resting series in MNI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Restore the view of a figure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Result</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Results in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>SD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>STL</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sagittal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save HTML…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save PDF…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save as preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save figure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save map…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save names and colours</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save preset</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save preset…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save regions as…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save session as…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save steps and options as a preset…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the DICOM segmentation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the cluster table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the comparison</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the comparison into a folder</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the map, its mask and its provenance in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the numbers of all regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the numbers of all regions as TSV or CSV</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the session as a folder:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save the whole table as TSV or CSV</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Save…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Say where the middle of the head is: this scan is not in MNI space nor processed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scanned on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scans (*.nii *.nii.gz *.zip *.dcm *.ima);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Scrub above, mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Se&amp;x</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Search in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Second</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Second reader</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>See the prior map in place of the current one, and back</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seed at a known place…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seed connectivity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seed tool</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seed tool on or off: live connectivity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seed, SD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Seed, more, less</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select an image that is seen: the regions are brought to its voxels.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Select two or more regions in the list to merge them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series on the outlines of the anatomy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series that were found</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series {numbers} are all {role}: keep one of them, and set the others to other or ignore.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series {n} ({role})</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series {n} cannot be used: {why}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series {n} could not be kept; nothing was processed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series {n} has {volumes} volumes and cannot be {role}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series {n} is a single volume and cannot be {role}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Series {n} is used as</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Several delays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Several series have these voxels. Which one was drawn on?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sex</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Share of each region within the field of view of every volume; lost signal shows in the tSNR.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Share of the cluster, and in brackets of the region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Short names</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shortcuts and gestures</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show a graph in the brain…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show a map in MNI space: its clusters are listed here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show a map with a threshold first: a click then takes the cluster under it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show only this one</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show or hide this layer</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show values above the threshold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Show values below −threshold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Shown now.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side by side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Side by side…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Signal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Signal, SD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Signs</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Single voxels of two scans differ by noise; 0 for none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Six sides</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Size</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Skewness</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slices</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slices through the crosshair</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slope of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Slope: regression</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smaller text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smooth (ALFF, FC), mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smooth between voxels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smooth both, mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smooth by (FWHM, mm)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smooth the M0, mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smoothing both scans</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smoothness of</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smoothness of this map: real clusters count as smooth.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Smooth…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>So far, after {done} of {planned} permutations.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Something was changed; update the preview before you save.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sources</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Spectrum to {last}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sphere or box</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Sphere or box at a click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Spheres in MNI space, with where they come from in resources/seeds</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Split</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Start</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>State</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Step</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Still to be answered: {what}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stopped. Started again, it goes on where it was.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Stops at the border of the brain mask, where one is open</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Strongest links (r of mean courses):</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Student's t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Subtraction</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Surface</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Surfaces</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Surfaces of the regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Swap control and label</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>T1</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>T1 in MNI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>T1 on the outlines of the template</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>T1, bias corrected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>TFCE: permutation</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>TR unknown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>TSV or CSV such as participants.tsv: one row a person, with a header line</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Table</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tables (*.tsv *.csv *.txt);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tables (*.tsv *.csv)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tables (*.tsv *.csv);;All files (*)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take a tool over the views (2 to 6) and draw: regions are listed here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take away a mask or another region…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take its facts</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take k ≥ {k}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take the name of the atlas region that it is in</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take the size that random field theory asks for</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Take this value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Takes out what changes the whole brain, such as caffeine</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Temporal signal-to-noise ratio</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Territories and sides</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Territories are told in MNI space, to which the T1 of the patient leads.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Territories of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Territory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Test</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Text</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>That changes nothing in {name}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The 3D view is being prepared.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The age is a number of years, such as 42.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The arrow keys flip the same slice through the controls: the t of each against all others, at the threshold of the patient's t map. The line is the contour of the patient.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The cluster was brought to the grid that is drawn on: {words}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The cohort is adjusted for {what}: type it for the patient too.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The column that names the person of each row</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The crosshair is outside {name}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The crosshair or the seed is outside the brain mask.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The date of the scan is written as 2025-03-17, or left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The drawing, by the image whose grid it is on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file of {name} cannot be read any more; what was read of it is in the session instead.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The file says no times of slices; choose an order, or that it is not known.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The files of one patient, or a zip archive</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder in which the session's folder is made</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder is of {prior}, the open patient is {own}: are they one person?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder of one patient: DICOM, BIDS or NIfTI</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder of the DICOM series that the regions are drawn on</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder of the processed patient {name} is missing; without it, the session cannot be opened.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The folder of {name} was processed from other scans than those of this session: two patients must not be mixed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The graph lies in MNI space, and where that is in what is open is not known yet: process the patient first (Patient page), or close everything to see the graph on the template.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The header of series {numbers} does not say where left and right are; convert it from the scanner's files again, or set it to ignore.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The headers and sidecars of all open files agree with themselves.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The journals of %n drawing(s) are damaged and cannot be read.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The largest |t| anywhere in the map of each control, against all others</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The least number of voxels of a cluster</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The left side of the axial and coronal pictures is the patient's RIGHT (R). This comes from the header ({source}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The lesion mask is not on the grid of the T1; draw it on this T1, or set it to ignore.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The maps of the comparison ({names}) are open; compare again for its tables.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask ({mask}) is not on the grid of the maps ({maps}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mask or the preparation is not what this map was computed with</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The metric was interpolated on the grid of the CBF map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The middle of the head is at x = (mm); the crosshair is proposed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The mirror image lies outside the grid that is drawn on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The name of the folder is part of the patient's own data; choose another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The numbers are kept for the report; a report is made of a processed patient.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The numbers of %n region(s) are in the report.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The pairs are known once the questions about the scan are answered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The patient shows nothing beyond this threshold; {k} of {n} controls do.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The plots are being prepared.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The preset also regresses out what needs: </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The program ended without being closed. What was open then was kept.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The quality of the patient is being measured.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The recipe of this figure is damaged: its images are open, but not as they were drawn.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The region crosses the mid-plane: it has no other side to compare with.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The region grows no farther from the click</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The region in use has nothing in this slice to copy.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The region in use is empty; draw it first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The region that is drawn</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The region under the crosshair (R); or Ctrl + click in a slice</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The regions are on the grid of {name} already.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The regions drawn on {name} are not saved.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The report is being put together.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The results must not be put among the scans; choose another folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The scans can be looked at meanwhile.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The scheme is drawn when the questions about its times are answered.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The second scan was brought to the grid of the first by the millimetres of the headers; a head that moved between them makes edges look like changes.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The series is used as it is.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The series of the patient is being opened; then the map of the seed is computed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The series that this map was computed on is not open any more.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The session in this folder is damaged; save under another name.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The share of the population of the controls that is expected below the patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The side in the name contradicts the coordinate.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The slice times run to {last} s, beyond the repetition time of {tr} s; type the order of the slices.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The surface of the brain is being computed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The t map of the patient was closed; compare the patient again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The threshold must be above 0, and at least one sign shown.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The two maps are on different grids.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The two scans are on different grids; let the second be aligned or interpolated.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>The {role} of this figure is not open (SHA-256 {digest}…): open it, then drop the figure again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Their asymmetries</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is an M0 but no ASL series; set the M0 to other, or give the ASL series its role.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no AAL region at the crosshair; click in grey matter.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no further slice.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no pair {n}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no published example called {name}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no region of this atlas here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>There is no voxel of {name} here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These are images of sub-{new}, and sub-{old} is open.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These regions are in another space of the patient and are not seen in this one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These regions are in another space of the patient; show that space to draw in them.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>These scans have not been processed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder holds something else; choose a new or an empty one for the session.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This folder holds the session of another patient, or another session of this one; choose a new folder.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is not saved and would be lost:</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is the folder that is open; choose the folder of the prior scan.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This is the last pair of its delay, so it cannot be left out.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This map is shown without a threshold; raise the low end of its colours above 0.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This patient has no map of perfusion, so nothing is known of late arrival.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This patient has no map of perfusion: no ASL series was processed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This patient has no resting series in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This patient has no resting series, so there is no tSNR to shade by.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This place is known in MNI space only: process the patient, or open images in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>This session holds results of another patient ({names}), so it was not opened: two patients must not be mixed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Threshold</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Through all clusters</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Through the slices, not in this one only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Time</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Time course</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Time course and jobs on or off</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Time course and spectrum</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Time, s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Timing of each volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Tissue was brought from another grid by the millimetres of the headers; are both aligned?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Title</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>To</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Top only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trend: polynomial of degree</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trust shading</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Trust shading needs a processed patient: it is told from tSNR in MNI space.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two groups: t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two patients are never shown together: close the one who is open first?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two patients must not be mixed. Compare only if you know it is one person.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two scans of this patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two scans side by side</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two sessions put the head at two places: a rigid fit, refused where the brains do not match</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Two visits: paired t</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Undo</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Unfinished drawings</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Unfinished work</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Update the preview</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use as seed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use changed files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Use this pair again</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Used although it has changed since the session was saved: {names}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Used as</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>VMHC</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Variances</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Ventricles and the brain's border should follow the lines.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Views</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Volume</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Volume (TR unknown)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Volumes and grid</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Volumes of the tissues</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Volumes with more framewise displacement (Power) are cut out, after all steps</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Voxel i, j, k, counted from 0</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Voxel p</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Voxel, SD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Voxels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Voxels of the map whose centre lies in the region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Weighted centre, mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Welch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What a click takes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What a patient's brain MRI says about pain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is done to the whole of the current region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is drawn over; locked regions never change</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What is wrong</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What swings together with a chosen place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What the numbers of the map are; p is told of t and z only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What toolkits and vendors take</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>What was open before, as it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>When the blood arrives; late is a detour.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where MNI space is in this scan is not known yet: process the patient first (Patient page).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where MNI space is in this scan is not known yet: process the patient first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where one side has less blood flow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where the mean is expected among the controls, in percent</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where the regions are in this scan is not known yet: process the patient first (Patient page), or open what processing has left.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Where this region is in MNI space is not known, or no atlas region is there, so no name fits.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whether control is brighter than label was not checked: {problem}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Which places swing together with the one under the mouse: Pearson r of the seed's mean signal. Drag with Shift + Ctrl in a slice, or switch the tool on and drag.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Which share of all swings is slow.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Which voxels touch: by faces (6), edges (18) or corners (26)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>White matter map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>White matter mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>White matter of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Who is compared</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Whole AAL</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Why</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Width</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>With how many places a place is connected.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Within</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Write as a page (HTML)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Written: {path}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>YES</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your regions beside those of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your work cannot be kept automatically: {reason} It is tried again every minute.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Your work is kept again.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Yours, mm³</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a guess</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a map of activity</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a map of perfusion</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>a patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about {n} min</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about {n} s</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>about {time}, {memory} of memory</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>add {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>align {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>all</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>all rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>all rows are controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>all voxels with both</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>and %n more</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>as SPM12 (pooled ratio)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>as expected</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>atlas region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>automatic</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>both</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>both signs (two tails)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>box</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>brain of the template</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>brush</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>by the processing of this patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>cancelled</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>caution: border zone (arrival not measured)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>caution: late arrival, or border zone</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>choose…</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>close {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>control less label</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>copy to the next slice: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>current scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>delete {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>df </source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>dilate {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>disc</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>done</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>equal</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>erase</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>erode {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fALFF</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>failed: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>false positives of the controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>female</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>field map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fill between slices: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>fill {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>folder of the processed patient, is not where it was; needed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>from a session</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>gray matter of the template</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>grow</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>has changed since the session was saved</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ignore</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>in the series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>in turn (or move the pointer over the picture)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>invert {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>is not where it was</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>its file is missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>keep the largest piece: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>leave the voxel out</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>left</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>left out by hand</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lesion mask</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>less trust: tSNR &lt; 25, edge, or not covered</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>light</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>likely</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>limits</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>lock {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>look</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>male</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>medication, phase of the attack …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>merge into {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>minus</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>mirror</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>mirror {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>missing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>move {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no ASL series was processed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no limit</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no name of a patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no voxel</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>no voxel of this map has its centre in the region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none chosen</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none, or in the series</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>none; {mm:.1f} mm from {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not computed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not given</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not interpretable</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not measured: needs ASL with several delays</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not stated</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>not told</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing says in which order the slices were taken</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>nothing says the time between two volumes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>one reader only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>other</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>outline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>outside the atlas {percent:.0f} %</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>outside the range of the cohort</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>own values</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>p by random maps as smooth</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>pick {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>positive only (one tail)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>prior scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>published</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>r = {r} between the seed (pink) and the voxel at the crosshair (blue)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>r = {r}, Fisher z = {z}, n = {n} voxels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>r: correlation of the covariate with the group. VIF: variance inflation given all columns.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>ratio, then z</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>recolour {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>region at {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>region {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rename {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>residuals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>rest BOLD</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>right</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>skewness of the controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>smooth {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>source</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sphere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>split {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>square</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>stopping …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>sure</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>survives</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>t of the patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tSNR</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tSNR was not measured yet: open the Quality page and measure it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>tSNR, mean over deviation of each voxel; black: no value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>take away grown</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>take away outline</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>take away {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the T1 was not processed</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the current scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the map does not cover this region</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the map itself</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the patient, |t| ≥ {height:.3g}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the prior scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>the standard brain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>this patient</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>times the brain's mean</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>to confirm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>unlock {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>use who has a value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>usual for the map</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>volume {number} of {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>voxel {voxel} of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>voxels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>waiting</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>x y z in MNI space: type a coordinate and press Enter to go there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>x y z in mm: type a coordinate and press Enter to go there</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>years</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>z in this brain</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>z of {cbf} / {metric}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>z, then ratio</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{cbf} / {metric}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{dof} degrees of freedom</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{flow} and {activity}, in grey matter: both low, both high, or apart. Select another map of activity to compare that one.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{k} of {n} controls are beyond it somewhere</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{metric} ({a}) is not on the grid of {cbf} ({b}); allow it to be interpolated there.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{metric} of {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} (missing)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} beside {n} controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no map {statistic}; process both scans with the same preset.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no threshold, so it has no clusters.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no value here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no voxel in this series.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no voxel on the grid that is drawn on.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} has no voxel.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} holds no voxel of the series.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} holds no voxel of the series; draw it larger, or elsewhere.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is a series; clusters are those of one map.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is being changed in the background; wait until that is done.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is in one piece.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is in {n} pieces; smooth it or keep the largest first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is locked; unlock it in the list of regions.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is no scan, so nothing is known of how it was acquired.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is none of the scans that {patient} was processed from: is it another patient's?</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is not a series, so {metric} cannot be computed on it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is not beyond its threshold here.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is not in MNI space, where the names of regions have their place.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is not plausible: {red}. Look at it before you use it.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is not seen in the space shown ({why}).</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is not seen in the space shown.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is of sub-{new}, and sub-{old} is open: two patients must not be mixed. Close all first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} is outside the image.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} lies at x = {x:g} mm: its name contradicts its side. It is drawn at its coordinate.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} was brought to this grid: {words}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} was not computed here, so there is nothing to save.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name} was not opened: {reason}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}, now</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}, prior scan</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}, whole brain: {first} before, {second} now. {note}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}, {n} rows</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: click, or Enter, to see it over the anatomy</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: mean of {n} volumes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: no image that is open has the grid of these regions; they are shown where they lie.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: no norm at this place</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: no percentile, {n} controls are too few</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: percentile {p} [{low}–{high}], n = {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: there is no region in this file, it is empty.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: {n} voxels, {mm3:.0f} mm³</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: {p:.0f} % of {n} controls</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{name}: {words}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{new} was not opened, because {old} is open: two patients must not be mixed. Close all first.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} clusters; the {most} largest are listed, files hold all.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} controls allow {most} covariates: each needs {each}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} controls: {level}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} files</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} layers that are switched off are not listed.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} regions</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} regressors</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} series were found.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} volumes</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} volumes, mean FD {mean} mm</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} voxels</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} voxels without a value</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} voxels, {ml} mL, SD {sd}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{n} voxels; mirror region {mirror}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{p:.0f} % of {n}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{second}, at the place of the first</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{space}, brought here</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{space}, by its header</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{space}: being brought here …</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{space}: seen there only</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{space}: show it; the place stays (N)</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{time} where two cores have nothing else to do</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{title}: dropped, because the region was changed meanwhile.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{who}: type or confirm {what}.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{widths} mm are the widths of journals</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{words}, {most} with a cluster as large as the patient's.</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>{w} × {h} mm, {pw} × {ph} pixels at {dpi} dots per inch</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>Δ {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>• map: {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>• regions drawn on {name}</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>• what was written for the report</source>
   <translation type="unfinished" />
  </message>
  <message>
   <source>✓ In all {total} pairs the control is brighter than the label, as it must be.</source>
   <translation type="unfinished" />
  </message>
 </context>
</TS>
