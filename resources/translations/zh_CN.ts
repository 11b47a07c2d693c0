<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
 <context>
  <name>Algoscope</name>
  <message>
   <source>  (and {n} more)</source>
   <translation>  （另有 {n} 个）</translation>
  </message>
  <message>
   <source> (border zone)</source>
   <translation> （分水岭区）</translation>
  </message>
  <message>
   <source> at {n}</source>
   <translation>（第 {n} 帧）</translation>
  </message>
  <message>
   <source> dots per inch</source>
   <translation> 点/英寸</translation>
  </message>
  <message>
   <source> one-tailed</source>
   <translation> 单侧</translation>
  </message>
  <message>
   <source> points</source>
   <translation> 磅</translation>
  </message>
  <message>
   <source> two-tailed</source>
   <translation> 双侧</translation>
  </message>
  <message>
   <source> {least} are needed for a claim about the map, {more} recommended.</source>
   <translation> 要对整张图下结论至少需要 {least} 例，建议 {more} 例。</translation>
  </message>
  <message>
   <source> · %n open</source>
   <translation> · 已打开 %n 个</translation>
  </message>
  <message>
   <source> · 1 of {step} points drawn</source>
   <translation> · 绘出 1/{step} 的点</translation>
  </message>
  <message>
   <source> – differs between the groups: adjusting is partly extrapolation</source>
   <translation> – 组间存在差异：校正在一定程度上属于外推</translation>
  </message>
  <message>
   <source> … and {n} more.</source>
   <translation> … 另有 {n} 个</translation>
  </message>
  <message>
   <source>"{0}" announces {1} dimensions; its header is damaged.</source>
   <translation>“{0}”标示有 {1} 维；其文件头已损坏。</translation>
  </message>
  <message>
   <source>"{0}" announces {1} voxels, which is impossible; its header is damaged.</source>
   <translation>“{0}”标示有 {1} 个体素，这是不可能的；其文件头已损坏。</translation>
  </message>
  <message>
   <source>"{0}" cannot be read ({1}).</source>
   <translation>“{0}”无法读取（{1}）。</translation>
  </message>
  <message>
   <source>"{0}" could not be read ({1}).</source>
   <translation>“{0}”未能读取（{1}）。</translation>
  </message>
  <message>
   <source>"{0}" could not be read ({1}); is its disk there?</source>
   <translation>“{0}”未能读取（{1}）；其磁盘是否连接？</translation>
  </message>
  <message>
   <source>"{0}" could not be read back as it was written.</source>
   <translation>“{0}”写入后未能正确读回。</translation>
  </message>
  <message>
   <source>"{0}" could not be written ({1}).</source>
   <translation>“{0}”未能写入（{1}）。</translation>
  </message>
  <message>
   <source>"{0}" could not be written; is the disk full?</source>
   <translation>“{0}”未能写入；磁盘是否已满？</translation>
  </message>
  <message>
   <source>"{0}" does not fit into the memory of this computer.</source>
   <translation>“{0}”超出本机内存。</translation>
  </message>
  <message>
   <source>"{0}" does not have the mark of a NIfTI image; convert or copy it again.</source>
   <translation>“{0}”没有 NIfTI 图像的标志；请重新转换或复制。</translation>
  </message>
  <message>
   <source>"{0}" has no column {1}.</source>
   <translation>“{0}”没有列 {1}。</translation>
  </message>
  <message>
   <source>"{0}" holds files that would be written outside its folder, as no honest archive does; nothing was unpacked.</source>
   <translation>“{0}”含有会写到其文件夹之外的文件，正常压缩包不会如此；未解压任何内容。</translation>
  </message>
  <message>
   <source>"{0}" holds fractions, not a mask; cut it at a threshold of your choice first.</source>
   <translation>“{0}”含分数值，不是掩膜；请先按您选择的阈值截取。</translation>
  </message>
  <message>
   <source>"{0}" holds no processed patient sub-{1}.</source>
   <translation>“{0}”中没有已处理的患者 sub-{1}。</translation>
  </message>
  <message>
   <source>"{0}" holds no value: every voxel is "not a number"; convert it again.</source>
   <translation>“{0}”没有数值：每个体素都是“非数值”；请重新转换。</translation>
  </message>
  <message>
   <source>"{0}" holds probabilities, not regions; no border can be taken from it.</source>
   <translation>“{0}”含概率值而非区域；无法从中取得边界。</translation>
  </message>
  <message>
   <source>"{0}" holds results of other scans under the name sub-{1}; choose another folder, so that two patients are not mixed.</source>
   <translation>“{0}”含有其他扫描以 sub-{1} 之名处理的结果；请选择另一个文件夹，以免混淆两位患者。</translation>
  </message>
  <message>
   <source>"{0}" holds something else; choose an empty folder, or one with earlier results.</source>
   <translation>“{0}”中有其他内容；请选择空文件夹，或含先前结果的文件夹。</translation>
  </message>
  <message>
   <source>"{0}" is a DICOM file; convert its folder to NIfTI first.</source>
   <translation>“{0}”是 DICOM 文件；请先将其文件夹转换为 NIfTI。</translation>
  </message>
  <message>
   <source>"{0}" is a file, not a folder.</source>
   <translation>“{0}”是文件而非文件夹。</translation>
  </message>
  <message>
   <source>"{0}" is a folder; choose an image file in it.</source>
   <translation>“{0}”是文件夹；请选择其中的图像文件。</translation>
  </message>
  <message>
   <source>"{0}" is a series of volumes; regions are one volume.</source>
   <translation>“{0}”是多帧序列；区域须为单帧。</translation>
  </message>
  <message>
   <source>"{0}" is a series of {1} volumes, not a mask.</source>
   <translation>“{0}”是 {1} 帧的序列，不是掩膜。</translation>
  </message>
  <message>
   <source>"{0}" is an old Analyze 7.5 image, which does not say where left and right are; convert the original scan to NIfTI instead.</source>
   <translation>“{0}”是旧的 Analyze 7.5 图像，未说明左右；请改由原始扫描转换为 NIfTI。</translation>
  </message>
  <message>
   <source>"{0}" is cut short: it ends before its last voxel; copy or convert it again.</source>
   <translation>“{0}”不完整：在最后一个体素之前即结束；请重新复制或转换。</translation>
  </message>
  <message>
   <source>"{0}" is damaged or no zip archive; copy it again, or unpack it and name the folder.</source>
   <translation>“{0}”已损坏或不是 zip 压缩包；请重新复制，或解压后指定文件夹。</translation>
  </message>
  <message>
   <source>"{0}" is damaged: its compressed data cannot be unpacked; copy or convert it again.</source>
   <translation>“{0}”已损坏：压缩数据无法解压；请重新复制或转换。</translation>
  </message>
  <message>
   <source>"{0}" is damaged; process the scans again.</source>
   <translation>“{0}”已损坏；请重新处理扫描。</translation>
  </message>
  <message>
   <source>"{0}" is empty (0 bytes); copy or convert it again.</source>
   <translation>“{0}”为空（0 字节）；请重新复制或转换。</translation>
  </message>
  <message>
   <source>"{0}" is neither a folder nor a zip archive; name the folder of the DICOM files.</source>
   <translation>“{0}”既不是文件夹也不是 zip 压缩包；请选择 DICOM 文件所在的文件夹。</translation>
  </message>
  <message>
   <source>"{0}" is no pseudonym: use letters and digits only, such as sub-P017.</source>
   <translation>“{0}”不能作代号：只能使用字母和数字，例如 sub-P017。</translation>
  </message>
  <message>
   <source>"{0}" is not a NIfTI image, although its name says so; convert or copy it again.</source>
   <translation>“{0}”不是 NIfTI 图像，尽管其名称如此；请重新转换或复制。</translation>
  </message>
  <message>
   <source>"{0}" is not a file that holds data; choose an image file.</source>
   <translation>“{0}”不是含数据的文件；请选择图像文件。</translation>
  </message>
  <message>
   <source>"{0}" is not an image that can be read here; choose a .nii, .nii.gz or .hdr/.img file.</source>
   <translation>“{0}”不是此处可读取的图像；请选择 .nii、.nii.gz 或 .hdr/.img 文件。</translation>
  </message>
  <message>
   <source>"{0}" is protected by a password; unpack it and name the folder.</source>
   <translation>“{0}”受密码保护；请解压后指定文件夹。</translation>
  </message>
  <message>
   <source>"{0}" may not be read by this user; ask for the right to read it.</source>
   <translation>当前用户无权读取“{0}”；请申请读取权限。</translation>
  </message>
  <message>
   <source>"{0}" needs "{1}{2}" beside it, which is missing; copy both files.</source>
   <translation>“{0}”旁边需要“{1}{2}”，但缺失；请复制两个文件。</translation>
  </message>
  <message>
   <source>"{0}" needs {1} GB of memory for one volume, more than this computer has free.</source>
   <translation>“{0}”单帧需要 {1} GB 内存，超过本机可用内存。</translation>
  </message>
  <message>
   <source>"{0}" says its voxels measure {1} mm, which no scan of a head has; convert it again.</source>
   <translation>“{0}”称其体素为 {1} mm，头部扫描不会如此；请重新转换。</translation>
  </message>
  <message>
   <source>"{0}" would grow to {1} GB, over {2} times its size, as scans never do; nothing was unpacked.</source>
   <translation>“{0}”解压后将达 {1} GB，超过其大小的 {2} 倍，扫描数据不会如此；未解压任何内容。</translation>
  </message>
  <message>
   <source>"{name}" does not belong to the comparison beside it; make the comparison again.</source>
   <translation>“{name}”不属于其所在文件夹中的比较结果；请重新进行比较。</translation>
  </message>
  <message>
   <source>"{name}" holds something already, but none of these scans: keep them as a new visit if it is the same patient, or choose another pseudonym.</source>
   <translation>“{name}”中已有内容，但不含这些扫描：若为同一患者，请作为新的一次就诊保存；否则请另选代号。</translation>
  </message>
  <message>
   <source>"{name}" holds something already: choose whether to go on with it, or to keep a new visit.</source>
   <translation>“{name}”中已有内容：请选择接着处理，或作为新的一次就诊保存。</translation>
  </message>
  <message>
   <source>"{name}" holds something already; choose an empty folder, or another pseudonym.</source>
   <translation>“{name}”中已有内容；请选择空文件夹或另一个代号。</translation>
  </message>
  <message>
   <source>%n file(s) of the session of {name} cannot be used as they are.</source>
   <translation>{name} 的会话中有 %n 个文件无法照原样使用。</translation>
  </message>
  <message>
   <source>%n file(s) written, read back and compared.</source>
   <translation>%n 个文件已写入、读回并核对。</translation>
  </message>
  <message>
   <source>%n image(s) and map(s)</source>
   <translation>%n 个图像和参数图</translation>
  </message>
  <message>
   <source>%n other drawing(s) will be offered when the program is started again.</source>
   <translation>下次启动程序时将提示恢复其余 %n 个勾画。</translation>
  </message>
  <message>
   <source>%n region(s)</source>
   <translation>%n 个区域</translation>
  </message>
  <message>
   <source>&amp;Age</source>
   <translation>年龄(&amp;A)</translation>
  </message>
  <message>
   <source>&amp;Back</source>
   <translation>上一步(&amp;B)</translation>
  </message>
  <message>
   <source>&amp;Cohort</source>
   <translation>队列(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Compute</source>
   <translation>计算(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Convention</source>
   <translation>左右显示约定(&amp;C)</translation>
  </message>
  <message>
   <source>&amp;Date of the scan</source>
   <translation>扫描日期(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Draw</source>
   <translation>勾画(&amp;D)</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>编辑(&amp;E)</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>文件(&amp;F)</translation>
  </message>
  <message>
   <source>&amp;Folder…</source>
   <translation>文件夹(&amp;F)…</translation>
  </message>
  <message>
   <source>&amp;Go</source>
   <translation>前往(&amp;G)</translation>
  </message>
  <message>
   <source>&amp;Handedness</source>
   <translation>利手(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>帮助(&amp;H)</translation>
  </message>
  <message>
   <source>&amp;Kept already</source>
   <translation>已保存(&amp;K)</translation>
  </message>
  <message>
   <source>&amp;Language</source>
   <translation>语言(&amp;L)</translation>
  </message>
  <message>
   <source>&amp;Next</source>
   <translation>下一步(&amp;N)</translation>
  </message>
  <message>
   <source>&amp;Processor cores</source>
   <translation>处理器核心(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Pseudonym</source>
   <translation>代号(&amp;P)</translation>
  </message>
  <message>
   <source>&amp;Show</source>
   <translation>显示(&amp;S)</translation>
  </message>
  <message>
   <source>&amp;Theme</source>
   <translation>主题(&amp;T)</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>视图(&amp;V)</translation>
  </message>
  <message>
   <source>&amp;Voxels of the maps</source>
   <translation>图的体素(&amp;V)</translation>
  </message>
  <message>
   <source>, left</source>
   <translation>，左</translation>
  </message>
  <message>
   <source>, not compared with its paper</source>
   <translation>，未与其论文比较</translation>
  </message>
  <message>
   <source>, p = {p} ({n} random maps; as good as {effective} independent voxels)</source>
   <translation>，p = {p}（{n} 张随机图；相当于 {effective} 个独立体素）</translation>
  </message>
  <message>
   <source>, right</source>
   <translation>，右</translation>
  </message>
  <message>
   <source>, through the patient's normalisation</source>
   <translation>，经由患者的空间标准化</translation>
  </message>
  <message>
   <source>0 worst, 1 best</source>
   <translation>0 最差，1 最好</translation>
  </message>
  <message>
   <source>1 series was found.</source>
   <translation>找到 1 个序列。</translation>
  </message>
  <message>
   <source>1 volume</source>
   <translation>1 帧</translation>
  </message>
  <message>
   <source>1000 maps of the same smoothness and distribution (Burt et al. 2020)</source>
   <translation>1000 张平滑度和分布相同的图（Burt et al. 2020）</translation>
  </message>
  <message>
   <source>2 mm</source>
   <translation>2 mm</translation>
  </message>
  <message>
   <source>2 to 4 in adults, the higher after partial-volume correction (Asllani et al. 2008, Magn Reson Med 60:1362); limits own</source>
   <translation>成人为 2 至 4，部分容积校正后更高（Asllani et al. 2008, Magn Reson Med 60:1362）；界限为本软件自定</translation>
  </message>
  <message>
   <source>200 (L − R) / (L + R); only where no value is below 0</source>
   <translation>200 (L − R) / (L + R)；仅在没有低于 0 的值时计算</translation>
  </message>
  <message>
   <source>2025-03-17, may be left out</source>
   <translation>2025-03-17，可不填</translation>
  </message>
  <message>
   <source>3 mm (as in the studies)</source>
   <translation>3 mm（与各研究一致）</translation>
  </message>
  <message>
   <source>3D</source>
   <translation>3D</translation>
  </message>
  <message>
   <source>3D graphics: {0}. {1} GB of memory. {2} processor cores.</source>
   <translation>3D 图形：{0}。内存 {1} GB。{2} 个处理器核心。</translation>
  </message>
  <message>
   <source>3D needs OpenGL, which this computer does not offer; everything else works without.</source>
   <translation>3D 需要 OpenGL，而本机不支持；其他功能均可使用。</translation>
  </message>
  <message>
   <source>3D: left drag, wheel, middle drag</source>
   <translation>3D：左键拖动、滚轮、中键拖动</translation>
  </message>
  <message>
   <source>40 to 100 in adults ({0}); outer limit own</source>
   <translation>成人为 40 至 100（{0}）；外侧界限为本软件自定</translation>
  </message>
  <message>
   <source>95 % CI</source>
   <translation>95 % CI</translation>
  </message>
  <message>
   <source>95 % interval</source>
   <translation>95 % 区间</translation>
  </message>
  <message>
   <source>; the columns are nearly combinations of each other (condition number {c:.0f})</source>
   <translation>；各列几乎互为线性组合（条件数 {c:.0f}）</translation>
  </message>
  <message>
   <source>A column holds the reason for whoever was excluded at its stage, and nothing for the others.</source>
   <translation>该列写明在其阶段被排除者的原因，其他人为空。</translation>
  </message>
  <message>
   <source>A contrast agent was given; gray and white matter look different then.</source>
   <translation>使用了对比剂，此时灰质与白质的表现不同。</translation>
  </message>
  <message>
   <source>A copied scan does not read back as it was; the disk may be failing.</source>
   <translation>复制的扫描读回后与原来不同；磁盘可能有故障。</translation>
  </message>
  <message>
   <source>A difference of two scans is not tested: repeated scans of one person differ, too.</source>
   <translation>两次扫描之差不作检验：同一人重复扫描也会有差异。</translation>
  </message>
  <message>
   <source>A few letters of its name; Enter runs the first that is left</source>
   <translation>其名称的几个字母；回车运行剩下的第一个</translation>
  </message>
  <message>
   <source>A fit of perfusion and arrival needs at least three delays, but the series has {0}.</source>
   <translation>拟合灌注和到达时间至少需要三个延迟，而该序列有 {0} 个。</translation>
  </message>
  <message>
   <source>A folder for a mask of each region</source>
   <translation>存放各区域掩膜的文件夹</translation>
  </message>
  <message>
   <source>A folder for the surface of each region</source>
   <translation>存放各区域表面的文件夹</translation>
  </message>
  <message>
   <source>A folder that main.py patient has written, or Save… here</source>
   <translation>由 main.py patient 写出、或在此处“保存…”得到的文件夹</translation>
  </message>
  <message>
   <source>A labelling duration of 0 s gives no perfusion; correct LabelingDuration.</source>
   <translation>标记持续时间为 0 s 则没有灌注；请更正 LabelingDuration。</translation>
  </message>
  <message>
   <source>A map of the comparison was closed; compare with the prior scan again.</source>
   <translation>参与比较的一张图已关闭；请重新与既往扫描比较。</translation>
  </message>
  <message>
   <source>A new region (Ctrl+N)</source>
   <translation>新建区域 (Ctrl+N)</translation>
  </message>
  <message>
   <source>A patient is being processed. Stop it? What is finished is kept, and the run goes on from there when it is started again.</source>
   <translation>正在处理一位患者。要停止吗？已完成的部分会保留，再次启动时从该处继续。</translation>
  </message>
  <message>
   <source>A patient is being processed. Stop it? What is finished is kept.</source>
   <translation>正在处理一位患者。要停止吗？已完成的部分会保留。</translation>
  </message>
  <message>
   <source>A person is</source>
   <translation>每人为</translation>
  </message>
  <message>
   <source>A reference tissue is one of {0}, with a mask of its region.</source>
   <translation>参考组织须为 {0} 之一，并附其区域的掩膜。</translation>
  </message>
  <message>
   <source>A reference tissue needs the echo time of the M0; type it (M0EchoTime).</source>
   <translation>参考组织需要 M0 的回波时间；请输入（M0EchoTime）。</translation>
  </message>
  <message>
   <source>A region for each separate piece</source>
   <translation>每个独立的部分各成一个区域</translation>
  </message>
  <message>
   <source>A region of AAL; type a part of its name</source>
   <translation>AAL 的脑区；输入其名称的一部分</translation>
  </message>
  <message>
   <source>A report is made of a processed patient. Process the scans, or open a folder with results.</source>
   <translation>报告针对已处理的患者。请处理扫描，或打开含结果的文件夹。</translation>
  </message>
  <message>
   <source>A report is made of a processed patient; process the scans or open the results first.</source>
   <translation>报告针对已处理的患者；请先处理扫描或打开结果。</translation>
  </message>
  <message>
   <source>A single image has no order of control and label.</source>
   <translation>单幅图像没有对照像和标记像的顺序。</translation>
  </message>
  <message>
   <source>A square brush, or a box instead of a sphere</source>
   <translation>方形画笔，或以方盒代替球体</translation>
  </message>
  <message>
   <source>A table of clusters, or a .node file with its .edge file</source>
   <translation>团块表，或 .node 文件及其 .edge 文件</translation>
  </message>
  <message>
   <source>A table of the controls</source>
   <translation>对照人群的表格</translation>
  </message>
  <message>
   <source>A table or map of the page Compare cannot be read any more, so its fields are not kept.</source>
   <translation>“比较”页的某个表格或图已无法读取，因此其各项输入未予保存。</translation>
  </message>
  <message>
   <source>A written image could not be read back as it was; the disk may be failing.</source>
   <translation>写入的图像未能照原样读回；磁盘可能有故障。</translation>
  </message>
  <message>
   <source>AAL at the peak</source>
   <translation>峰值处的 AAL 脑区</translation>
  </message>
  <message>
   <source>AAL region</source>
   <translation>AAL 脑区</translation>
  </message>
  <message>
   <source>AAL regions</source>
   <translation>AAL 脑区</translation>
  </message>
  <message>
   <source>AAL regions covered by less than 75 %</source>
   <translation>覆盖不足 75 % 的 AAL 脑区</translation>
  </message>
  <message>
   <source>AAL with nuclei of thalamus and brainstem: most are a few mm wide, less than a registration can err</source>
   <translation>含丘脑和脑干核团的 AAL：多数核团只有几毫米宽，小于配准可能的误差</translation>
  </message>
  <message>
   <source>AAL3 region</source>
   <translation>AAL3 脑区</translation>
  </message>
  <message>
   <source>AAL: {name}</source>
   <translation>AAL：{name}</translation>
  </message>
  <message>
   <source>ALFF</source>
   <translation>ALFF</translation>
  </message>
  <message>
   <source>ALFF and fALFF</source>
   <translation>ALFF 和 fALFF（低频振幅）</translation>
  </message>
  <message>
   <source>ASL</source>
   <translation>ASL</translation>
  </message>
  <message>
   <source>ASL reference</source>
   <translation>ASL 参考图像</translation>
  </message>
  <message>
   <source>ASL: the separate M0 scan was not used, because the series is said to have its M0 elsewhere.</source>
   <translation>ASL：未使用单独的 M0 扫描，因为序列称其 M0 在别处。</translation>
  </message>
  <message>
   <source>About Algoscope</source>
   <translation>关于 Algoscope</translation>
  </message>
  <message>
   <source>Activity</source>
   <translation>活动</translation>
  </message>
  <message>
   <source>Activity and perfusion: compute and look</source>
   <translation>活动与灌注：计算和查看</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>添加</translation>
  </message>
  <message>
   <source>Add a mask or another region…</source>
   <translation>加上掩膜或另一区域…</translation>
  </message>
  <message>
   <source>Add columns</source>
   <translation>添加列</translation>
  </message>
  <message>
   <source>Add values of regions…</source>
   <translation>添加脑区数值…</translation>
  </message>
  <message>
   <source>Added: {names}</source>
   <translation>已添加：{names}</translation>
  </message>
  <message>
   <source>Adjust for</source>
   <translation>校正协变量</translation>
  </message>
  <message>
   <source>Against the reference volume, with the signs of SPM. FD: displacement from volume to volume.</source>
   <translation>相对于参考帧，符号与 SPM 一致。FD：相邻帧之间的位移。</translation>
  </message>
  <message>
   <source>Age</source>
   <translation>年龄</translation>
  </message>
  <message>
   <source>Agreement of {flow} and {activity}</source>
   <translation>{flow} 与 {activity} 的一致性</translation>
  </message>
  <message>
   <source>Algoscope shows what a patient's brain MRI says about pain: linked views, resting-state metrics and perfusion.

It is for research. It is not a medical device and must not be the only ground of a clinical decision.

BSD-3-Clause licence.</source>
   <translation>Algoscope 显示患者脑部 MRI 所反映的疼痛相关信息：联动视图、静息态指标和灌注。

仅供研究使用。它不是医疗器械，不得作为临床决策的唯一依据。

BSD-3-Clause 许可证。</translation>
  </message>
  <message>
   <source>Align the M0 with the series</source>
   <translation>将 M0 与序列对齐</translation>
  </message>
  <message>
   <source>Align the second scan with the first</source>
   <translation>将第二次扫描与第一次对齐</translation>
  </message>
  <message>
   <source>Align the series with the T1</source>
   <translation>将序列与 T1 对齐</translation>
  </message>
  <message>
   <source>Align {name}</source>
   <translation>对齐 {name}</translation>
  </message>
  <message>
   <source>Aligned with the T1: its centre moved by {mm} mm, turned by {degrees}°; {percent} % of its brain lie within the T1's.</source>
   <translation>已与 T1 对齐：其中心移动 {mm} mm，旋转 {degrees}°；其脑组织的 {percent} % 位于 T1 的脑内。</translation>
  </message>
  <message>
   <source>Alignment of the series with {0}</source>
   <translation>序列与{0}的对齐</translation>
  </message>
  <message>
   <source>All</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>All AAL regions</source>
   <translation>全部 AAL 脑区</translation>
  </message>
  <message>
   <source>All alike</source>
   <translation>全部相同</translation>
  </message>
  <message>
   <source>All cells, for a spreadsheet</source>
   <translation>全部单元格，供电子表格使用</translation>
  </message>
  <message>
   <source>All columns that could have been chosen: the choice is made in each fold</source>
   <translation>所有可能被选中的列：在每一折内进行选择</translation>
  </message>
  <message>
   <source>All facts are there.</source>
   <translation>所需信息齐全。</translation>
  </message>
  <message>
   <source>All four</source>
   <translation>四类全部</translation>
  </message>
  <message>
   <source>All maps</source>
   <translation>全部图</translation>
  </message>
  <message>
   <source>All tables, records and figures into a folder</source>
   <translation>将所有表格、记录和图片写入文件夹</translation>
  </message>
  <message>
   <source>All that is known of the region here (R)</source>
   <translation>此处脑区的全部已知信息 (R)</translation>
  </message>
  <message>
   <source>All voxels of the mask have the same value, so z scores have no meaning.</source>
   <translation>掩膜的所有体素数值相同，因此 z 值没有意义。</translation>
  </message>
  <message>
   <source>Alt + left: crosshair. Middle: pan. Ctrl + right: window from a box.</source>
   <translation>Alt + 左键：十字光标。中键：平移。Ctrl + 右键：用方框设定窗宽窗位。</translation>
  </message>
  <message>
   <source>Amplitude</source>
   <translation>振幅</translation>
  </message>
  <message>
   <source>An atlas region was used: it is at its place only if the series is in MNI space.</source>
   <translation>使用了图谱脑区：仅当序列在 MNI 空间时其位置才正确。</translation>
  </message>
  <message>
   <source>An empty folder for scans and results</source>
   <translation>用于存放扫描和结果的空文件夹</translation>
  </message>
  <message>
   <source>Analysed in</source>
   <translation>纳入分析</translation>
  </message>
  <message>
   <source>Analysis</source>
   <translation>分析</translation>
  </message>
  <message>
   <source>Anatomy</source>
   <translation>解剖</translation>
  </message>
  <message>
   <source>Anatomy of {name}</source>
   <translation>{name} 的解剖</translation>
  </message>
  <message>
   <source>Another language is spoken from the next start on. Results and reports stay in English.</source>
   <translation>语言在下次启动时更换。结果和报告仍为英文。</translation>
  </message>
  <message>
   <source>Another pseudonym</source>
   <translation>另一个代号</translation>
  </message>
  <message>
   <source>Answer the open questions first.</source>
   <translation>请先回答尚未解决的问题。</translation>
  </message>
  <message>
   <source>Appearance</source>
   <translation>外观</translation>
  </message>
  <message>
   <source>Approximate territory: {artery}</source>
   <translation>大致供血区：{artery}</translation>
  </message>
  <message>
   <source>Arrival time</source>
   <translation>到达时间</translation>
  </message>
  <message>
   <source>Arrival time (ATT)</source>
   <translation>到达时间 (ATT)</translation>
  </message>
  <message>
   <source>Arrival time was not measured: low perfusion at borders of territories may be late arrival.</source>
   <translation>未测量到达时间：供血区边界处的低灌注可能是到达较晚。</translation>
  </message>
  <message>
   <source>Arrow keys, with Shift 5</source>
   <translation>方向键，加 Shift 为 5 步</translation>
  </message>
  <message>
   <source>Arterial territories</source>
   <translation>动脉供血区</translation>
  </message>
  <message>
   <source>Arterial territories (approximate)</source>
   <translation>动脉供血区（近似）</translation>
  </message>
  <message>
   <source>Arterial territories on this scan</source>
   <translation>本扫描上的动脉供血区</translation>
  </message>
  <message>
   <source>Arterial territory</source>
   <translation>动脉供血区</translation>
  </message>
  <message>
   <source>As it was acquired. The line should follow the brain, not the skull.</source>
   <translation>按采集时的原样。线条应贴合脑而非颅骨。</translation>
  </message>
  <message>
   <source>As plain text, for a paper's methods or a report</source>
   <translation>以纯文本复制，供论文方法部分或报告使用</translation>
  </message>
  <message>
   <source>As the patient was opened ({source})</source>
   <translation>打开患者时的记录（{source}）</translation>
  </message>
  <message>
   <source>As the patient was opened: {what}</source>
   <translation>打开患者时的记录：{what}</translation>
  </message>
  <message>
   <source>As usual</source>
   <translation>默认</translation>
  </message>
  <message>
   <source>As usual; tick what else is to stand in it, such as a map with its own values.</source>
   <translation>默认内容；请勾选还应列入报告的项目，例如显示自身数值的图。</translation>
  </message>
  <message>
   <source>Asym.</source>
   <translation>不对称</translation>
  </message>
  <message>
   <source>Asymmetries of AAL</source>
   <translation>AAL 脑区的不对称性</translation>
  </message>
  <message>
   <source>Asymmetry</source>
   <translation>不对称性</translation>
  </message>
  <message>
   <source>Asymmetry = 200 (L − R) / (L + R), against the region of the other side.</source>
   <translation>不对称性 = 200 (L − R) / (L + R)，与对侧脑区相比。</translation>
  </message>
  <message>
   <source>Asymmetry of CBF</source>
   <translation>CBF 的不对称性</translation>
  </message>
  <message>
   <source>Asymmetry of perfusion</source>
   <translation>灌注的不对称性</translation>
  </message>
  <message>
   <source>Asymmetry tells which side is lower, not which of them is abnormal, and does not see a change on both sides.</source>
   <translation>不对称性说明哪一侧较低，而不说明哪一侧异常，也看不出双侧同时的变化。</translation>
  </message>
  <message>
   <source>At the crosshair</source>
   <translation>十字光标处</translation>
  </message>
  <message>
   <source>At the delay of {0} s control and label volumes come in blocks, so a label has no controls around it; choose pairwise subtraction.</source>
   <translation>在延迟 {0} s 处，对照像和标记像成段出现，标记像周围没有对照像；请选择逐对相减。</translation>
  </message>
  <message>
   <source>At the delay of {0} s there are {1} control and {2} label volumes, which do not make pairs; correct VolumeTypes (a volume to leave out is n/a).</source>
   <translation>在延迟 {0} s 处有 {1} 个对照像和 {2} 个标记像，不能成对；请更正 VolumeTypes（要剔除的帧为 n/a）。</translation>
  </message>
  <message>
   <source>At the delay of {0} s there is no {1} volume; correct VolumeTypes.</source>
   <translation>在延迟 {0} s 处没有 {1}；请更正 VolumeTypes。</translation>
  </message>
  <message>
   <source>At this height such cluster p are known to be too small (Eklund et al. 2016).</source>
   <translation>已知在此高度阈值下，这样的团块 p 值偏小（Eklund et al. 2016）。</translation>
  </message>
  <message>
   <source>Atlas</source>
   <translation>图谱</translation>
  </message>
  <message>
   <source>Atlas region or cluster</source>
   <translation>图谱脑区或团块</translation>
  </message>
  <message>
   <source>Atlas region or cluster at a click</source>
   <translation>单击处的图谱脑区或团块</translation>
  </message>
  <message>
   <source>Atlas regions on this scan</source>
   <translation>本扫描上的图谱脑区</translation>
  </message>
  <message>
   <source>Automatic window</source>
   <translation>自动窗宽窗位</translation>
  </message>
  <message>
   <source>Axial</source>
   <translation>轴位</translation>
  </message>
  <message>
   <source>Axis of the slices</source>
   <translation>层面的轴向</translation>
  </message>
  <message>
   <source>Back to the first view (keypad: decimal point)</source>
   <translation>回到初始视角（小键盘：小数点）</translation>
  </message>
  <message>
   <source>Background suppression</source>
   <translation>背景抑制</translation>
  </message>
  <message>
   <source>Background suppression by {0} pulse, their times are not stated.</source>
   <translation>以 {0} 个脉冲作背景抑制，其时间未说明。</translation>
  </message>
  <message>
   <source>Background suppression by {0} pulse.</source>
   <translation>以 {0} 个脉冲作背景抑制。</translation>
  </message>
  <message>
   <source>Background suppression by {0} pulses, their times are not stated.</source>
   <translation>以 {0} 个脉冲作背景抑制，其时间未说明。</translation>
  </message>
  <message>
   <source>Background suppression by {0} pulses.</source>
   <translation>以 {0} 个脉冲作背景抑制。</translation>
  </message>
  <message>
   <source>Background suppression; the number of its pulses is not stated.</source>
   <translation>有背景抑制；其脉冲数未说明。</translation>
  </message>
  <message>
   <source>Band power</source>
   <translation>频段功率</translation>
  </message>
  <message>
   <source>Bands</source>
   <translation>频段</translation>
  </message>
  <message>
   <source>Bands across all rows at the moment of a movement are motion that is still in the series.</source>
   <translation>在头动时刻横贯所有行的条带，是序列中仍残留的运动影响。</translation>
  </message>
  <message>
   <source>Being changed in the background: protected until that is done</source>
   <translation>正在后台修改：完成前受保护</translation>
  </message>
  <message>
   <source>Below the threshold faintly</source>
   <translation>阈值以下淡显</translation>
  </message>
  <message>
   <source>Beyond p &lt; .001</source>
   <translation>超过 p &lt; .001</translation>
  </message>
  <message>
   <source>Bias field</source>
   <translation>偏置场</translation>
  </message>
  <message>
   <source>Black background</source>
   <translation>黑色背景</translation>
  </message>
  <message>
   <source>Blood flow</source>
   <translation>血流</translation>
  </message>
  <message>
   <source>Blood flow (CBF)</source>
   <translation>血流 (CBF)</translation>
  </message>
  <message>
   <source>Blood flow for the activity there is.</source>
   <translation>现有活动水平所对应的血流。</translation>
  </message>
  <message>
   <source>Bolus cut after</source>
   <translation>团注截断时间</translation>
  </message>
  <message>
   <source>Bolus cut by</source>
   <translation>团注截断方式</translation>
  </message>
  <message>
   <source>Borders should run on from square to square.</source>
   <translation>边界在相邻方格之间应连续。</translation>
  </message>
  <message>
   <source>Both images in turn: what jumps lies in two places.</source>
   <translation>两幅图像交替显示：发生跳动的结构位于不同位置。</translation>
  </message>
  <message>
   <source>Both low, both high, or apart: four classes of grey matter.</source>
   <translation>同低、同高或分离：灰质的四个类别。</translation>
  </message>
  <message>
   <source>Both maps and the mask must be on one grid; bring the second scan onto the first one's.</source>
   <translation>两张图和掩膜必须在同一网格；请将第二次扫描转换到第一次的网格。</translation>
  </message>
  <message>
   <source>Both maps and the mask must be on one grid; bring them there first.</source>
   <translation>两张图和掩膜必须在同一网格；请先转换。</translation>
  </message>
  <message>
   <source>Brain mask</source>
   <translation>脑掩膜</translation>
  </message>
  <message>
   <source>Brain mask (estimated)</source>
   <translation>脑掩膜（估计）</translation>
  </message>
  <message>
   <source>Brain mask on the T1</source>
   <translation>T1 上的脑掩膜</translation>
  </message>
  <message>
   <source>Brain mask, tissue priors and lesion must be on the grid of the T1 image.</source>
   <translation>脑掩膜、组织先验和病灶必须在 T1 图像的网格上。</translation>
  </message>
  <message>
   <source>Brain of the template</source>
   <translation>模板的脑</translation>
  </message>
  <message>
   <source>Brain surface</source>
   <translation>脑表面</translation>
  </message>
  <message>
   <source>Brain that the series covers</source>
   <translation>序列覆盖的脑范围</translation>
  </message>
  <message>
   <source>Bring the regions to the grid of the selected layer</source>
   <translation>将区域转换到所选图层的网格</translation>
  </message>
  <message>
   <source>Bring the regions {name} to the space shown</source>
   <translation>将区域 {name} 转换到当前显示的空间</translation>
  </message>
  <message>
   <source>Bring {drawing} to the grid of {name}</source>
   <translation>将 {drawing} 转换到 {name} 的网格</translation>
  </message>
  <message>
   <source>Bring {name} to the space shown</source>
   <translation>将 {name} 转换到当前显示的空间</translation>
  </message>
  <message>
   <source>Bringing the metric to the grid of CBF</source>
   <translation>正在将指标转换到 CBF 的网格</translation>
  </message>
  <message>
   <source>Bringing the second scan to the grid of the first</source>
   <translation>正在将第二次扫描转换到第一次扫描的网格</translation>
  </message>
  <message>
   <source>Brought through the registration to the grid of {name}. </source>
   <translation>已通过配准转换到 {name} 的网格。 </translation>
  </message>
  <message>
   <source>Brought to the grid of {name}. </source>
   <translation>已转换到 {name} 的网格。 </translation>
  </message>
  <message>
   <source>Browse…</source>
   <translation>浏览…</translation>
  </message>
  <message>
   <source>Brush</source>
   <translation>画笔</translation>
  </message>
  <message>
   <source>By SliceTiming the readout takes {0} s, which is too long for ASL; are these milliseconds?</source>
   <translation>按 SliceTiming，读出需 {0} s，对 ASL 而言过长；单位是否为毫秒？</translation>
  </message>
  <message>
   <source>By its name the patient did something in it (task "{task}"); maps of rest suppose that nobody did.</source>
   <translation>从名称看，患者在扫描中执行了任务（任务“{task}”）；静息态图以无任务为前提。</translation>
  </message>
  <message>
   <source>By its sidecar the M0 of this series is a separate scan; give that scan too.</source>
   <translation>按其附属文件，该序列的 M0 是单独的扫描；请一并提供该扫描。</translation>
  </message>
  <message>
   <source>By network</source>
   <translation>按网络</translation>
  </message>
  <message>
   <source>By the expected counts</source>
   <translation>按期望频数</translation>
  </message>
  <message>
   <source>By the gate</source>
   <translation>按前提检验</translation>
  </message>
  <message>
   <source>By the values of the volumes probably: {proposal}</source>
   <translation>从各帧的数值推断可能为：{proposal}</translation>
  </message>
  <message>
   <source>By value</source>
   <translation>按数值</translation>
  </message>
  <message>
   <source>By {0} a volume took {1} s, less than its repetition time of {2} s, which is impossible; the clock was not used. Please confirm the repetition time.</source>
   <translation>按{0}，一帧用时 {1} s，少于其重复时间 {2} s，这是不可能的；未采用该时钟。请确认重复时间。</translation>
  </message>
  <message>
   <source>CBF / activity</source>
   <translation>CBF / 活动</translation>
  </message>
  <message>
   <source>CBF and {name} are in different spaces of the patient; use the maps of one run.</source>
   <translation>CBF 与 {name} 位于患者的不同空间；请使用同一次运行的图。</translation>
  </message>
  <message>
   <source>CBF × activity</source>
   <translation>CBF × 活动</translation>
  </message>
  <message>
   <source>CSF</source>
   <translation>脑脊液</translation>
  </message>
  <message>
   <source>CSF mask</source>
   <translation>脑脊液掩膜</translation>
  </message>
  <message>
   <source>Calibrate the cohort</source>
   <translation>校准队列</translation>
  </message>
  <message>
   <source>Calibration</source>
   <translation>校准</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>取消</translation>
  </message>
  <message>
   <source>Cancelled; nothing was opened.</source>
   <translation>已取消；未打开任何内容。</translation>
  </message>
  <message>
   <source>Candidates</source>
   <translation>候选列</translation>
  </message>
  <message>
   <source>Caption of the figure</source>
   <translation>图注</translation>
  </message>
  <message>
   <source>Carpet plot</source>
   <translation>地毯图</translation>
  </message>
  <message>
   <source>Centre of the picture</source>
   <translation>图像中心</translation>
  </message>
  <message>
   <source>Centroid, mm</source>
   <translation>质心，mm</translation>
  </message>
  <message>
   <source>Change between dark and light</source>
   <translation>切换深色/浅色</translation>
  </message>
  <message>
   <source>Change between radiological and neurological</source>
   <translation>切换放射学/神经学显示</translation>
  </message>
  <message>
   <source>Change in %: {second} after {first}</source>
   <translation>变化 %：{second} 相对于 {first}</translation>
  </message>
  <message>
   <source>Change steps</source>
   <translation>修改步骤</translation>
  </message>
  <message>
   <source>Change ▾</source>
   <translation>修改 ▾</translation>
  </message>
  <message>
   <source>Changes below {0} to {1} % are within what repeated scans of one person differ by.</source>
   <translation>低于 {0} 至 {1} % 的变化在同一人重复扫描的差异之内。</translation>
  </message>
  <message>
   <source>Checkerboard: {one} and {other}</source>
   <translation>棋盘格：{one} 与 {other}</translation>
  </message>
  <message>
   <source>Checking graphics, memory and cores …</source>
   <translation>正在检查图形、内存和处理器核心 …</translation>
  </message>
  <message>
   <source>Chi-square after Yates</source>
   <translation>卡方检验，Yates 校正</translation>
  </message>
  <message>
   <source>Chi-square, no correction</source>
   <translation>卡方检验，不校正</translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation>选择文件…</translation>
  </message>
  <message>
   <source>Choose a folder: the files are known again by their content, also in its subfolders.</source>
   <translation>请选择文件夹：文件按内容识别，包括其子文件夹中的文件。</translation>
  </message>
  <message>
   <source>Choose a map, then the folder that processing left of the earlier scan of the same patient.</source>
   <translation>请选择一张图，再选择同一患者先前扫描处理后的文件夹。</translation>
  </message>
  <message>
   <source>Choose a mask</source>
   <translation>选择掩膜</translation>
  </message>
  <message>
   <source>Choose a region, or hold Ctrl and click in a slice: its volume, blood flow, activity, asymmetry, links and place among the controls are listed here.</source>
   <translation>请选择脑区，或按住 Ctrl 在层面中单击：此处列出其体积、血流、活动、不对称性、连接以及在对照中的位置。</translation>
  </message>
  <message>
   <source>Choose a table</source>
   <translation>选择表格</translation>
  </message>
  <message>
   <source>Choose a table of controls whose maps were made and acquired as the patient's.</source>
   <translation>请选择对照表，其图的制作和采集方式须与患者一致。</translation>
  </message>
  <message>
   <source>Choose a table with one row a person and the paths of their maps.</source>
   <translation>请选择表格：每人一行，并含其图的路径。</translation>
  </message>
  <message>
   <source>Choose a table…</source>
   <translation>选择表格…</translation>
  </message>
  <message>
   <source>Choose another folder for the results</source>
   <translation>请为结果选择另一个文件夹</translation>
  </message>
  <message>
   <source>Choose at least one column of exclusion.</source>
   <translation>请至少选择一列排除原因。</translation>
  </message>
  <message>
   <source>Choose at least one column that is to tell the groups apart.</source>
   <translation>请至少选择一列用于区分各组。</translation>
  </message>
  <message>
   <source>Choose at least one column to correlate with.</source>
   <translation>请至少选择一列作为相关对象。</translation>
  </message>
  <message>
   <source>Choose at least one column to correlate.</source>
   <translation>请至少选择一列进行相关分析。</translation>
  </message>
  <message>
   <source>Choose at least one region of the atlas.</source>
   <translation>请至少选择一个图谱脑区。</translation>
  </message>
  <message>
   <source>Choose at least one variable.</source>
   <translation>请至少选择一个变量。</translation>
  </message>
  <message>
   <source>Choose each step and its numbers</source>
   <translation>逐一选择步骤及其数值</translation>
  </message>
  <message>
   <source>Choose one table of clusters, or one .node file with its .edge file.</source>
   <translation>请选择一个团块表，或一个 .node 文件及其 .edge 文件。</translation>
  </message>
  <message>
   <source>Choose people and groups of the same column.</source>
   <translation>请选择同一列中的人员和分组。</translation>
  </message>
  <message>
   <source>Choose table…</source>
   <translation>选择表格…</translation>
  </message>
  <message>
   <source>Choose the column of blood flow and that of activity.</source>
   <translation>请选择血流列和活动列。</translation>
  </message>
  <message>
   <source>Choose the folder of a comparison</source>
   <translation>选择比较结果所在文件夹</translation>
  </message>
  <message>
   <source>Choose the patient's map</source>
   <translation>选择患者的图</translation>
  </message>
  <message>
   <source>Choose the patient's map: one that is open, or a file.</source>
   <translation>请选择患者的图：已打开的图或文件。</translation>
  </message>
  <message>
   <source>Choose the predictor X, the mediator M and the outcome Y.</source>
   <translation>请选择自变量 X、中介变量 M 和因变量 Y。</translation>
  </message>
  <message>
   <source>Choose two different scans.</source>
   <translation>请选择两个不同的扫描。</translation>
  </message>
  <message>
   <source>Choose which group is positive.</source>
   <translation>请选择哪一组为阳性。</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>Clear of the other seeds</source>
   <translation>排除其他种子点的影响</translation>
  </message>
  <message>
   <source>Clear this list</source>
   <translation>清除此列表</translation>
  </message>
  <message>
   <source>Click a point to take the crosshair to its voxel</source>
   <translation>单击一点，将十字光标移至该体素</translation>
  </message>
  <message>
   <source>Click or Enter: larger</source>
   <translation>单击或按 Enter 键：放大</translation>
  </message>
  <message>
   <source>Click or Enter: larger. Space: the other image</source>
   <translation>单击或按 Enter 键：放大。空格键：另一幅图像</translation>
  </message>
  <message>
   <source>Click or drag in a slice: the crosshair goes there in all views. The wheel, or PgUp and PgDn, turn the slices; the arrows move one voxel. The left of the screen is the patient's right unless the badge says otherwise. On the right, each layer has its card: drag the handles of its histogram to change window and threshold, and read the values under the crosshair below.</source>
   <translation>在层面中单击或拖动：十字光标在所有视图中移到该处。滚轮或 PgUp、PgDn 翻层，方向键移动一个体素。除非标记另有说明，屏幕左侧为患者右侧。右边每个图层有一张卡片：拖动其直方图上的滑块可改变窗宽窗位和阈值，并在下方读取十字光标处的数值。</translation>
  </message>
  <message>
   <source>Click to go there</source>
   <translation>单击前往该处</translation>
  </message>
  <message>
   <source>Click: another colour</source>
   <translation>单击：更换颜色</translation>
  </message>
  <message>
   <source>Click: protect from every tool</source>
   <translation>单击：防止任何工具修改</translation>
  </message>
  <message>
   <source>Click: show or hide</source>
   <translation>单击：显示或隐藏</translation>
  </message>
  <message>
   <source>Click: unlock</source>
   <translation>单击：解锁</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>关闭</translation>
  </message>
  <message>
   <source>Close all</source>
   <translation>全部关闭</translation>
  </message>
  <message>
   <source>Close and open</source>
   <translation>关闭并打开</translation>
  </message>
  <message>
   <source>Close everything? Maps that were computed and not saved are lost.</source>
   <translation>要全部关闭吗？已计算但未保存的图将丢失。</translation>
  </message>
  <message>
   <source>Close layer</source>
   <translation>关闭图层</translation>
  </message>
  <message>
   <source>Close the other reader's regions</source>
   <translation>关闭另一位阅片者的区域</translation>
  </message>
  <message>
   <source>Close this message</source>
   <translation>关闭此消息</translation>
  </message>
  <message>
   <source>Cluster of the map</source>
   <translation>图的团块</translation>
  </message>
  <message>
   <source>Cluster of {name}</source>
   <translation>{name} 的团块</translation>
  </message>
  <message>
   <source>Cluster size: GRF</source>
   <translation>团块大小：GRF</translation>
  </message>
  <message>
   <source>Cluster size: permutation</source>
   <translation>团块大小：置换检验</translation>
  </message>
  <message>
   <source>Clusters</source>
   <translation>团块</translation>
  </message>
  <message>
   <source>Clusters of asymmetry</source>
   <translation>不对称的团块</translation>
  </message>
  <message>
   <source>Clusters of the shown result</source>
   <translation>所显示结果的团块</translation>
  </message>
  <message>
   <source>Clusters of {name}</source>
   <translation>{name} 的团块</translation>
  </message>
  <message>
   <source>Colour</source>
   <translation>颜色</translation>
  </message>
  <message>
   <source>Colour map</source>
   <translation>色谱</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>列</translation>
  </message>
  <message>
   <source>Columns of exclusion</source>
   <translation>排除原因列</translation>
  </message>
  <message>
   <source>Comes with processing: process the T1 of this patient.</source>
   <translation>随处理流程得到：请处理该患者的 T1。</translation>
  </message>
  <message>
   <source>Compare</source>
   <translation>比较</translation>
  </message>
  <message>
   <source>Compare a patient with controls on the Compare page first.</source>
   <translation>请先在“比较”页将一位患者与对照比较。</translation>
  </message>
  <message>
   <source>Compare groups first; its clusters are used, marked as circular for the same people.</source>
   <translation>请先比较各组；将使用其团块，对同一批人会标明为循环论证。</translation>
  </message>
  <message>
   <source>Compare the patient with controls</source>
   <translation>患者与对照比较</translation>
  </message>
  <message>
   <source>Compare with the controls</source>
   <translation>与对照比较</translation>
  </message>
  <message>
   <source>Compare {maps}</source>
   <translation>比较 {maps}</translation>
  </message>
  <message>
   <source>Comparing the patient with the controls</source>
   <translation>正在将患者与对照比较</translation>
  </message>
  <message>
   <source>Comparing the regions</source>
   <translation>正在比较各脑区</translation>
  </message>
  <message>
   <source>Compute</source>
   <translation>计算</translation>
  </message>
  <message>
   <source>Compute CBF on the Perfusion tab; territories are read there, and shown here, too.</source>
   <translation>请在“灌注”选项卡计算 CBF；供血区在那里读取，并在此显示。</translation>
  </message>
  <message>
   <source>Compute a map</source>
   <translation>计算一张图</translation>
  </message>
  <message>
   <source>Compute its maps of r and z, to be kept and saved</source>
   <translation>计算其 r 图和 z 图，可保留和保存</translation>
  </message>
  <message>
   <source>Compute or open {missing} first (ReHo, ALFF or degree centrality).</source>
   <translation>请先计算或打开 {missing}（ReHo、ALFF 或度中心度）。</translation>
  </message>
  <message>
   <source>Compute or open {missing} first.</source>
   <translation>请先计算或打开 {missing}。</translation>
  </message>
  <message>
   <source>Compute perfusion</source>
   <translation>计算灌注</translation>
  </message>
  <message>
   <source>Compute perfusion first.</source>
   <translation>请先计算灌注。</translation>
  </message>
  <message>
   <source>Compute perfusion to read it.</source>
   <translation>请先计算灌注，再进行判读。</translation>
  </message>
  <message>
   <source>Computed before the band-pass.</source>
   <translation>在带通滤波之前计算。</translation>
  </message>
  <message>
   <source>Computed maps, regions and everything you have set are saved in this folder. Scans stay where they are and are found again by a relative path, unless they are copied.</source>
   <translation>计算的图、区域以及所有设置都保存在此文件夹。扫描留在原处，按相对路径找回，除非一并复制。</translation>
  </message>
  <message>
   <source>Confirm</source>
   <translation>确认</translation>
  </message>
  <message>
   <source>Connections above r</source>
   <translation>计入 r 高于此值的连接</translation>
  </message>
  <message>
   <source>Connectivity</source>
   <translation>连接</translation>
  </message>
  <message>
   <source>Connectivity of the region that is drawn</source>
   <translation>所勾画区域的连接</translation>
  </message>
  <message>
   <source>Connectivity of {0}</source>
   <translation>{0} 的连接</translation>
  </message>
  <message>
   <source>Contour</source>
   <translation>轮廓</translation>
  </message>
  <message>
   <source>Control and label are aligned rigidly first, where there are at least four pairs; the result says so</source>
   <translation>若至少有四对，先将对照像和标记像作刚性对齐；结果中会注明</translation>
  </message>
  <message>
   <source>Control and label do not differ in the brain, so there is no perfusion to compute.</source>
   <translation>脑内对照像与标记像没有差异，因此没有可计算的灌注。</translation>
  </message>
  <message>
   <source>Control and label were exchanged, as typed.</source>
   <translation>已按输入交换对照像和标记像。</translation>
  </message>
  <message>
   <source>Control less label</source>
   <translation>对照像减标记像</translation>
  </message>
  <message>
   <source>Control less label, pair by pair</source>
   <translation>对照像减标记像，逐对显示</translation>
  </message>
  <message>
   <source>Control parade</source>
   <translation>对照巡览</translation>
  </message>
  <message>
   <source>Control {i} of {n}</source>
   <translation>对照 {i}/{n}</translation>
  </message>
  <message>
   <source>Controls</source>
   <translation>对照</translation>
  </message>
  <message>
   <source>Controls are</source>
   <translation>对照的取值为</translation>
  </message>
  <message>
   <source>Controls with such a voxel</source>
   <translation>有此类体素的对照</translation>
  </message>
  <message>
   <source>Copied. Paste it into your report; please read it once before you send it.</source>
   <translation>已复制。请粘贴到您的报告中；发送前请通读一遍。</translation>
  </message>
  <message>
   <source>Copy</source>
   <translation>复制</translation>
  </message>
  <message>
   <source>Copy caption</source>
   <translation>复制图注</translation>
  </message>
  <message>
   <source>Copy for a bug report</source>
   <translation>复制用于错误报告</translation>
  </message>
  <message>
   <source>Copy table</source>
   <translation>复制表格</translation>
  </message>
  <message>
   <source>Copy text</source>
   <translation>复制文字</translation>
  </message>
  <message>
   <source>Copy the %n scan(s) too ({size} MB): the folder alone then opens on another computer</source>
   <translation>同时复制 %n 个扫描（{size} MB）：这样仅凭此文件夹即可在另一台计算机上打开</translation>
  </message>
  <message>
   <source>Copy the equation</source>
   <translation>复制公式</translation>
  </message>
  <message>
   <source>Copy the numbers of all regions, with tabs</source>
   <translation>复制所有区域的数值（制表符分隔）</translation>
  </message>
  <message>
   <source>Copy the table, with tabs</source>
   <translation>复制表格（制表符分隔）</translation>
  </message>
  <message>
   <source>Copy the whole table, with tabs</source>
   <translation>复制整个表格（制表符分隔）</translation>
  </message>
  <message>
   <source>Copy versions and licences</source>
   <translation>复制版本和许可证</translation>
  </message>
  <message>
   <source>Coregistration</source>
   <translation>配准</translation>
  </message>
  <message>
   <source>Coronal</source>
   <translation>冠状位</translation>
  </message>
  <message>
   <source>Correct for equal values</source>
   <translation>校正相同值</translation>
  </message>
  <message>
   <source>Correct head motion</source>
   <translation>校正头动</translation>
  </message>
  <message>
   <source>Corrected over the pre-specified regions; no p is told of regions that are only looked at</source>
   <translation>在预先指定的脑区中校正；仅供查看的脑区不给出 p 值</translation>
  </message>
  <message>
   <source>Corrected p</source>
   <translation>校正后 p</translation>
  </message>
  <message>
   <source>Correction</source>
   <translation>校正</translation>
  </message>
  <message>
   <source>Correlate</source>
   <translation>相关</translation>
  </message>
  <message>
   <source>Correlate and map the ratio</source>
   <translation>求相关并绘制比值图</translation>
  </message>
  <message>
   <source>Correlate perfusion with activity on the Perfusion page to see the points.</source>
   <translation>请在“灌注”页将灌注与活动作相关分析，以查看散点。</translation>
  </message>
  <message>
   <source>Counting</source>
   <translation>正在统计</translation>
  </message>
  <message>
   <source>Counting what is not there</source>
   <translation>正在计算假阳性</translation>
  </message>
  <message>
   <source>Counting …</source>
   <translation>正在统计 …</translation>
  </message>
  <message>
   <source>Coupling</source>
   <translation>耦合</translation>
  </message>
  <message>
   <source>Coupling between groups</source>
   <translation>组间的耦合</translation>
  </message>
  <message>
   <source>Coupling of {cbf} and {metric}</source>
   <translation>{cbf} 与 {metric} 的耦合</translation>
  </message>
  <message>
   <source>Coupling was not computed: there is no map {0} of this patient.</source>
   <translation>未计算耦合：该患者没有 {0} 图。</translation>
  </message>
  <message>
   <source>Coupling with activity</source>
   <translation>与活动的耦合</translation>
  </message>
  <message>
   <source>Course of the region</source>
   <translation>区域的时间序列</translation>
  </message>
  <message>
   <source>Covariates</source>
   <translation>协变量</translation>
  </message>
  <message>
   <source>Coverage</source>
   <translation>覆盖范围</translation>
  </message>
  <message>
   <source>Coverage of the AAL regions</source>
   <translation>AAL 脑区的覆盖范围</translation>
  </message>
  <message>
   <source>Coverage of the regions</source>
   <translation>脑区的覆盖范围</translation>
  </message>
  <message>
   <source>Crosshair</source>
   <translation>十字光标</translation>
  </message>
  <message>
   <source>Crosshair on or off</source>
   <translation>显示或隐藏十字光标</translation>
  </message>
  <message>
   <source>Ctrl + left click</source>
   <translation>Ctrl + 左键单击</translation>
  </message>
  <message>
   <source>Ctrl + right drag</source>
   <translation>Ctrl + 右键拖动</translation>
  </message>
  <message>
   <source>Ctrl + wheel</source>
   <translation>Ctrl + 滚轮</translation>
  </message>
  <message>
   <source>Ctrl+Return</source>
   <translation>Ctrl+Return</translation>
  </message>
  <message>
   <source>DICOM</source>
   <translation>DICOM</translation>
  </message>
  <message>
   <source>DICOM (*.dcm)</source>
   <translation>DICOM (*.dcm)</translation>
  </message>
  <message>
   <source>DICOM folder or zip, NIfTI files or a BIDS subject</source>
   <translation>DICOM 文件夹或 zip、NIfTI 文件或 BIDS 受试者</translation>
  </message>
  <message>
   <source>DICOM from the scanner, NIfTI with sidecars, or a BIDS subject; one patient at a time</source>
   <translation>扫描仪的 DICOM、带附属文件的 NIfTI 或 BIDS 受试者；每次一位患者</translation>
  </message>
  <message>
   <source>DICOM segmentation</source>
   <translation>DICOM 分割</translation>
  </message>
  <message>
   <source>DICOM series</source>
   <translation>DICOM 序列</translation>
  </message>
  <message>
   <source>DICOM, by the converter</source>
   <translation>DICOM（由转换程序得出）</translation>
  </message>
  <message>
   <source>DVARS: median {median} %, largest {largest} % (volume {volume})</source>
   <translation>DVARS：中位数 {median} %，最大 {largest} %（第 {volume} 帧）</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>深色</translation>
  </message>
  <message>
   <source>Dark for reading scans in a dark room, light for a bright one</source>
   <translation>深色适合在暗室阅片，浅色适合明亮的房间</translation>
  </message>
  <message>
   <source>Dark places near air (above the nose and the ears) have lost their signal.</source>
   <translation>靠近空气处（鼻腔上方和耳部）的暗区已失去信号。</translation>
  </message>
  <message>
   <source>Decoded series</source>
   <translation>解码后的序列</translation>
  </message>
  <message>
   <source>Degree centrality</source>
   <translation>度中心度</translation>
  </message>
  <message>
   <source>Degree centrality needs at least two mask voxels whose signal changes over time.</source>
   <translation>度中心度至少需要两个信号随时间变化的掩膜体素。</translation>
  </message>
  <message>
   <source>Degrees of freedom of the t</source>
   <translation>t 的自由度</translation>
  </message>
  <message>
   <source>Delete</source>
   <translation>删除</translation>
  </message>
  <message>
   <source>Delete the selected regions (Del)</source>
   <translation>删除所选区域 (Del)</translation>
  </message>
  <message>
   <source>Demonstration patient</source>
   <translation>示范患者</translation>
  </message>
  <message>
   <source>Describe: characteristics</source>
   <translation>描述：基线特征</translation>
  </message>
  <message>
   <source>Descriptive</source>
   <translation>描述性</translation>
  </message>
  <message>
   <source>Detrend and band-pass</source>
   <translation>去趋势并带通滤波</translation>
  </message>
  <message>
   <source>Diameter of the brush</source>
   <translation>画笔直径</translation>
  </message>
  <message>
   <source>Dice</source>
   <translation>Dice</translation>
  </message>
  <message>
   <source>Dice of the {0} with the template</source>
   <translation>{0}与模板的 Dice 系数</translation>
  </message>
  <message>
   <source>Difference of two scans</source>
   <translation>两次扫描之差</translation>
  </message>
  <message>
   <source>Difference of {first} and {second}</source>
   <translation>{first} 与 {second} 之差</translation>
  </message>
  <message>
   <source>Difference: {second} less {first}</source>
   <translation>差值：{second} 减 {first}</translation>
  </message>
  <message>
   <source>Differences by GE: is it the 3D product sequence, as the scanner stored it?</source>
   <translation>GE 的差值图像：是扫描仪直接保存的 3D 产品序列吗？</translation>
  </message>
  <message>
   <source>Discard</source>
   <translation>放弃</translation>
  </message>
  <message>
   <source>Distance from the mean of grey matter, in SD, from which on a voxel has a class</source>
   <translation>与灰质均值的距离（以标准差计），达到此值的体素才归入某一类别</translation>
  </message>
  <message>
   <source>Dolui et al. 2017; needs a map of grey matter</source>
   <translation>Dolui et al. 2017；需要灰质图</translation>
  </message>
  <message>
   <source>Dolui et al. 2024, J Magn Reson Imaging; no cut-off is published</source>
   <translation>Dolui et al. 2024, J Magn Reson Imaging；未发表界值</translation>
  </message>
  <message>
   <source>Done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>Done. One map of each kind is open; all are in the folder, which can be opened again.</source>
   <translation>完成。每类图各打开一张；全部图都在文件夹中，可再次打开。</translation>
  </message>
  <message>
   <source>Dots per inch</source>
   <translation>点/英寸</translation>
  </message>
  <message>
   <source>Dots per inch of the file</source>
   <translation>文件的点/英寸</translation>
  </message>
  <message>
   <source>Double click</source>
   <translation>双击</translation>
  </message>
  <message>
   <source>Double click: larger</source>
   <translation>双击：放大</translation>
  </message>
  <message>
   <source>Double click: rename</source>
   <translation>双击：重命名</translation>
  </message>
  <message>
   <source>Double precision (slower)</source>
   <translation>双精度（较慢）</translation>
  </message>
  <message>
   <source>Double right click</source>
   <translation>双击右键</translation>
  </message>
  <message>
   <source>Drag the handles. Window of an image, threshold and maximum of an overlay. The gap is not drawn.</source>
   <translation>拖动滑块。图像的窗宽窗位，叠加图的阈值和最大值。空隙内的数值不显示。</translation>
  </message>
  <message>
   <source>Draw a region first: its mean time course becomes the seed.</source>
   <translation>请先勾画区域：其平均时间序列作为种子。</translation>
  </message>
  <message>
   <source>Draw a region: its numbers in every open map are listed here.</source>
   <translation>勾画区域后，其在每张已打开图中的数值列于此处。</translation>
  </message>
  <message>
   <source>Draw outlines: polygon or freehand</source>
   <translation>勾画轮廓：多边形或手绘</translation>
  </message>
  <message>
   <source>Draw regions of your own, with the same names, to compare them.</source>
   <translation>请自行勾画同名区域，以便比较。</translation>
  </message>
  <message>
   <source>Draw regions on an image in MNI space first.</source>
   <translation>请先在 MNI 空间的图像上勾画区域。</translation>
  </message>
  <message>
   <source>Draw with the brush</source>
   <translation>用画笔勾画</translation>
  </message>
  <message>
   <source>Draw, and report</source>
   <translation>勾画与报告</translation>
  </message>
  <message>
   <source>Drawing the outline</source>
   <translation>正在绘制轮廓</translation>
  </message>
  <message>
   <source>Drawing the overlay in 3D</source>
   <translation>正在绘制 3D 叠加图</translation>
  </message>
  <message>
   <source>Drawing the regions in 3D</source>
   <translation>正在绘制 3D 区域</translation>
  </message>
  <message>
   <source>Drawn in {space}, outlined here through the registration; show {space} to draw in them.</source>
   <translation>勾画于 {space}，通过配准在此处以轮廓显示；切换到 {space} 才能勾画。</translation>
  </message>
  <message>
   <source>Drawn regions</source>
   <translation>勾画的区域</translation>
  </message>
  <message>
   <source>Drop a patient's folder, files or zip archive here</source>
   <translation>将患者的文件夹、文件或 zip 压缩包拖放到此处</translation>
  </message>
  <message>
   <source>Drop first volumes</source>
   <translation>去除前若干帧</translation>
  </message>
  <message>
   <source>Drop one archive alone: each may hold another patient.</source>
   <translation>请单独拖入一个压缩包：每个压缩包可能属于不同的患者。</translation>
  </message>
  <message>
   <source>Dropping {0} of {1} volumes leaves too few for any metric.</source>
   <translation>在 {1} 帧中去除 {0} 帧后，剩余太少，无法计算任何指标。</translation>
  </message>
  <message>
   <source>Each control is being compared with the others …</source>
   <translation>正在将每个对照与其余对照比较 …</translation>
  </message>
  <message>
   <source>Each hemisphere, both sides</source>
   <translation>每侧半球的内外两面</translation>
  </message>
  <message>
   <source>Echo time</source>
   <translation>回波时间</translation>
  </message>
  <message>
   <source>Echo time of the M0</source>
   <translation>M0 的回波时间</translation>
  </message>
  <message>
   <source>Edges alone have no place: choose the .node file, too.</source>
   <translation>仅有边而没有位置：请同时选择 .node 文件。</translation>
  </message>
  <message>
   <source>Efficiency contains the pulses</source>
   <translation>效率中已含抑制脉冲</translation>
  </message>
  <message>
   <source>Eight views</source>
   <translation>八个视角</translation>
  </message>
  <message>
   <source>Empty</source>
   <translation>清空</translation>
  </message>
  <message>
   <source>Emptying the decoded series</source>
   <translation>正在清空解码后的序列</translation>
  </message>
  <message>
   <source>Entries of the log</source>
   <translation>日志条目</translation>
  </message>
  <message>
   <source>Errors only</source>
   <translation>仅错误</translation>
  </message>
  <message>
   <source>Estimate</source>
   <translation>估计值</translation>
  </message>
  <message>
   <source>Estimating the smoothness</source>
   <translation>正在估计平滑度</translation>
  </message>
  <message>
   <source>Every region of both scans, with the record of how it was computed</source>
   <translation>两次扫描的全部脑区，并附计算记录</translation>
  </message>
  <message>
   <source>Every voxel has the same value ({0}).</source>
   <translation>所有体素的数值相同（{0}）。</translation>
  </message>
  <message>
   <source>Everything</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>Excitations (NEX)</source>
   <translation>激励次数 (NEX)</translation>
  </message>
  <message>
   <source>Excluded by rule ({0}).</source>
   <translation>按规则排除（{0}）。</translation>
  </message>
  <message>
   <source>Excluded by rule: not known, because there is no head motion ({rule}).</source>
   <translation>按规则排除：未知，因为没有头动数据（{rule}）。</translation>
  </message>
  <message>
   <source>Excluded by rule: {answer} ({found}; the rule is {rule}).</source>
   <translation>按规则排除：{answer}（实测 {found}；规则为 {rule}）。</translation>
  </message>
  <message>
   <source>Excluded in</source>
   <translation>排除于</translation>
  </message>
  <message>
   <source>Expected</source>
   <translation>预期值</translation>
  </message>
  <message>
   <source>Explore the demonstration patient</source>
   <translation>浏览示范患者</translation>
  </message>
  <message>
   <source>Export TSV…</source>
   <translation>导出 TSV…</translation>
  </message>
  <message>
   <source>Export a mask of each region…</source>
   <translation>导出各区域的掩膜…</translation>
  </message>
  <message>
   <source>Export figure</source>
   <translation>导出图片</translation>
  </message>
  <message>
   <source>Export names of the regions (ITK-SNAP, FreeSurfer)…</source>
   <translation>导出区域名称（ITK-SNAP、FreeSurfer）…</translation>
  </message>
  <message>
   <source>Export regions as DICOM segmentation…</source>
   <translation>将区域导出为 DICOM 分割…</translation>
  </message>
  <message>
   <source>Export surfaces of the regions (STL, PLY)…</source>
   <translation>导出区域表面（STL、PLY）…</translation>
  </message>
  <message>
   <source>Export the table</source>
   <translation>导出表格</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>导出…</translation>
  </message>
  <message>
   <source>Extrapolation: the patient is {0}, the controls are {1} to {2} years old.</source>
   <translation>外推：患者 {0} 岁，对照为 {1} 至 {2} 岁。</translation>
  </message>
  <message>
   <source>Extrapolation: the patient's covariates are far from the controls' (leverage {0}, limit 3p/n = {1}).</source>
   <translation>外推：患者的协变量远离对照（杠杆值 {0}，界限 3p/n = {1}）。</translation>
  </message>
  <message>
   <source>F&amp;iles or zip…</source>
   <translation>文件或 zip(&amp;I)…</translation>
  </message>
  <message>
   <source>FD ({kind}): mean {mean} mm, largest {largest} mm; {n} of {total} volumes above 0.2 mm</source>
   <translation>FD（{kind}）：平均 {mean} mm，最大 {largest} mm；{total} 帧中有 {n} 帧超过 0.2 mm</translation>
  </message>
  <message>
   <source>FD: choose the motion file on the Maps page, under Change steps.</source>
   <translation>FD：请在“图”页的“修改步骤”中选择头动文件。</translation>
  </message>
  <message>
   <source>Faint</source>
   <translation>淡显</translation>
  </message>
  <message>
   <source>False discovery rate</source>
   <translation>错误发现率</translation>
  </message>
  <message>
   <source>False positives</source>
   <translation>假阳性</translation>
  </message>
  <message>
   <source>Fast drawing</source>
   <translation>快速绘制</translation>
  </message>
  <message>
   <source>Fewer options</source>
   <translation>较少选项</translation>
  </message>
  <message>
   <source>Field</source>
   <translation>磁场</translation>
  </message>
  <message>
   <source>Field and blood</source>
   <translation>磁场与血液</translation>
  </message>
  <message>
   <source>Field strength</source>
   <translation>磁场强度</translation>
  </message>
  <message>
   <source>Figure</source>
   <translation>图片</translation>
  </message>
  <message>
   <source>Figure for a paper or a report…</source>
   <translation>用于论文或报告的图片…</translation>
  </message>
  <message>
   <source>Figure…</source>
   <translation>图片…</translation>
  </message>
  <message>
   <source>File</source>
   <translation>文件</translation>
  </message>
  <message>
   <source>Files and memory</source>
   <translation>文件与内存</translation>
  </message>
  <message>
   <source>Files of the session</source>
   <translation>会话的文件</translation>
  </message>
  <message>
   <source>Fill between slices</source>
   <translation>在层面之间填充</translation>
  </message>
  <message>
   <source>Fill holes</source>
   <translation>填充孔洞</translation>
  </message>
  <message>
   <source>Filtering</source>
   <translation>正在滤波</translation>
  </message>
  <message>
   <source>Find a command</source>
   <translation>查找命令</translation>
  </message>
  <message>
   <source>Find a command…</source>
   <translation>查找命令…</translation>
  </message>
  <message>
   <source>Find anatomy with the T1</source>
   <translation>用 T1 定位解剖</translation>
  </message>
  <message>
   <source>Find the anatomy first: territories are told in MNI space.</source>
   <translation>请先定位解剖：供血区在 MNI 空间中判定。</translation>
  </message>
  <message>
   <source>Finding the surface</source>
   <translation>正在提取表面</translation>
  </message>
  <message>
   <source>Finding the surfaces of the overlay</source>
   <translation>正在提取叠加图的表面</translation>
  </message>
  <message>
   <source>Finish</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>First</source>
   <translation>第一</translation>
  </message>
  <message>
   <source>Fisher z</source>
   <translation>Fisher z</translation>
  </message>
  <message>
   <source>Fisher's exact test</source>
   <translation>Fisher 精确检验</translation>
  </message>
  <message>
   <source>Fit the views</source>
   <translation>使视图适合窗口</translation>
  </message>
  <message>
   <source>Fitting the model</source>
   <translation>正在拟合模型</translation>
  </message>
  <message>
   <source>Flick</source>
   <translation>快速切换</translation>
  </message>
  <message>
   <source>Flick (B)</source>
   <translation>快速切换 (B)</translation>
  </message>
  <message>
   <source>Flick: {one} and {other}</source>
   <translation>快速切换：{one} 与 {other}</translation>
  </message>
  <message>
   <source>Flip the slices through the controls, with the contour of the patient</source>
   <translation>在各对照的层面间翻看，并显示患者的轮廓</translation>
  </message>
  <message>
   <source>Flow of grey and of white matter alone needs maps of both tissues.</source>
   <translation>仅灰质或仅白质的血流需要两种组织的图。</translation>
  </message>
  <message>
   <source>Flow of participants</source>
   <translation>受试者流程</translation>
  </message>
  <message>
   <source>Flow of pure grey and white matter</source>
   <translation>纯灰质和纯白质的血流</translation>
  </message>
  <message>
   <source>Folder of the prior scan</source>
   <translation>既往扫描的文件夹</translation>
  </message>
  <message>
   <source>Folder of the scans</source>
   <translation>扫描所在文件夹</translation>
  </message>
  <message>
   <source>Folder of the session</source>
   <translation>会话的文件夹</translation>
  </message>
  <message>
   <source>Fonts, templates, atlases and colours</source>
   <translation>字体、模板、图谱和颜色</translation>
  </message>
  <message>
   <source>Forget this seed</source>
   <translation>删除此种子点</translation>
  </message>
  <message>
   <source>Forget what was typed</source>
   <translation>清除已输入的内容</translation>
  </message>
  <message>
   <source>Found {words}.</source>
   <translation>已找到 {words}。</translation>
  </message>
  <message>
   <source>Found: {name}</source>
   <translation>已找到：{name}</translation>
  </message>
  <message>
   <source>Framewise displacement (Power): at most {max} mm; {some} volumes above 0.2 mm, {many} above 0.5 mm</source>
   <translation>逐帧位移 (Power)：最大 {max} mm；{some} 帧超过 0.2 mm，{many} 帧超过 0.5 mm</translation>
  </message>
  <message>
   <source>FreeSurfer colour table (*.lut)</source>
   <translation>FreeSurfer 颜色表 (*.lut)</translation>
  </message>
  <message>
   <source>Frequency, Hz</source>
   <translation>频率，Hz</translation>
  </message>
  <message>
   <source>From</source>
   <translation>从</translation>
  </message>
  <message>
   <source>From above (keypad 8)</source>
   <translation>从上方（小键盘 8）</translation>
  </message>
  <message>
   <source>From behind (keypad 0)</source>
   <translation>从后方（小键盘 0）</translation>
  </message>
  <message>
   <source>From below (keypad 2)</source>
   <translation>从下方（小键盘 2）</translation>
  </message>
  <message>
   <source>From raw scans to maps in MNI space</source>
   <translation>从原始扫描到 MNI 空间的图</translation>
  </message>
  <message>
   <source>From the front (keypad 5)</source>
   <translation>从前方（小键盘 5）</translation>
  </message>
  <message>
   <source>From the patient's left (keypad 4)</source>
   <translation>从患者左侧（小键盘 4）</translation>
  </message>
  <message>
   <source>From the patient's right (keypad 6)</source>
   <translation>从患者右侧（小键盘 6）</translation>
  </message>
  <message>
   <source>From the sign of x of the peak</source>
   <translation>根据峰值 x 坐标的正负</translation>
  </message>
  <message>
   <source>Further to the back (Alt+Down)</source>
   <translation>后移（Alt+↓）</translation>
  </message>
  <message>
   <source>Further to the front (Alt+Up)</source>
   <translation>前移（Alt+↑）</translation>
  </message>
  <message>
   <source>GRF cluster p &lt; {alpha:g}: k ≥ {k}</source>
   <translation>GRF 团块 p &lt; {alpha:g}：k ≥ {k}</translation>
  </message>
  <message>
   <source>Give all selected regions to the current one</source>
   <translation>将所有选中的区域归入当前区域</translation>
  </message>
  <message>
   <source>Give one series the role T1, rest BOLD or ASL: there is nothing to process yet.</source>
   <translation>请为至少一个序列指定 T1、静息 BOLD 或 ASL：目前没有可处理的内容。</translation>
  </message>
  <message>
   <source>Global signal</source>
   <translation>全脑信号</translation>
  </message>
  <message>
   <source>Go on</source>
   <translation>继续</translation>
  </message>
  <message>
   <source>Go on with what is kept</source>
   <translation>接着处理已保存的扫描</translation>
  </message>
  <message>
   <source>Go there</source>
   <translation>前往该处</translation>
  </message>
  <message>
   <source>Go to Patient</source>
   <translation>前往“患者”页</translation>
  </message>
  <message>
   <source>Go to a coordinate…</source>
   <translation>前往坐标…</translation>
  </message>
  <message>
   <source>Go to the centre</source>
   <translation>前往中心</translation>
  </message>
  <message>
   <source>Graph</source>
   <translation>网络图</translation>
  </message>
  <message>
   <source>Graphs (*.tsv *.node *.edge);;All files (*)</source>
   <translation>网络图 (*.tsv *.node *.edge);;所有文件 (*)</translation>
  </message>
  <message>
   <source>Gray matter of the template</source>
   <translation>模板的灰质</translation>
  </message>
  <message>
   <source>Grey matter</source>
   <translation>灰质</translation>
  </message>
  <message>
   <source>Grey matter is not known here: process the patient, then use the maps in MNI space.</source>
   <translation>此处的灰质未知：请处理该患者，然后使用 MNI 空间的图。</translation>
  </message>
  <message>
   <source>Grey matter map</source>
   <translation>灰质图</translation>
  </message>
  <message>
   <source>Grey matter of the template</source>
   <translation>模板的灰质</translation>
  </message>
  <message>
   <source>Grey matter of {name}</source>
   <translation>{name} 的灰质</translation>
  </message>
  <message>
   <source>Grey matter, and the way to MNI space; takes minutes</source>
   <translation>灰质，以及到 MNI 空间的变换；需要数分钟</translation>
  </message>
  <message>
   <source>Grey-matter volume</source>
   <translation>灰质体积</translation>
  </message>
  <message>
   <source>Grid</source>
   <translation>网格</translation>
  </message>
  <message>
   <source>Group</source>
   <translation>组</translation>
  </message>
  <message>
   <source>Groups</source>
   <translation>组</translation>
  </message>
  <message>
   <source>Groups in</source>
   <translation>分组列</translation>
  </message>
  <message>
   <source>Grow a region from a click</source>
   <translation>从单击处生长区域</translation>
  </message>
  <message>
   <source>Growing region</source>
   <translation>正在生长区域</translation>
  </message>
  <message>
   <source>Guide in four steps</source>
   <translation>四步指南</translation>
  </message>
  <message>
   <source>HC3</source>
   <translation>HC3</translation>
  </message>
  <message>
   <source>Haematocrit</source>
   <translation>红细胞比容</translation>
  </message>
  <message>
   <source>Hand</source>
   <translation>利手</translation>
  </message>
  <message>
   <source>Hatch what deserves less trust: low tSNR, edge, coverage</source>
   <translation>在可信度较低处画斜线：低 tSNR、边缘、覆盖</translation>
  </message>
  <message>
   <source>Hatch where blood arrives late (perfusion)</source>
   <translation>在血流到达较晚处画斜线（灌注）</translation>
  </message>
  <message>
   <source>Head motion</source>
   <translation>头动</translation>
  </message>
  <message>
   <source>Head motion cannot be told from fewer than two volumes of perfusion.</source>
   <translation>少于两帧灌注无法得知头动。</translation>
  </message>
  <message>
   <source>Head motion is known for {0} volumes, but the series has {1}.</source>
   <translation>已知 {0} 帧的头动，而序列有 {1} 帧。</translation>
  </message>
  <message>
   <source>Head motion makes the whole map doubtful: {0}.</source>
   <translation>头动使整张图存疑：{0}。</translation>
  </message>
  <message>
   <source>Head motion was corrected; between the volumes of a pair it moved by up to {mm:.2f} mm.</source>
   <translation>头动已校正；同一对的两帧之间移动最多 {mm:.2f} mm。</translation>
  </message>
  <message>
   <source>Head motion was not corrected: {0}.</source>
   <translation>未校正头动：{0}。</translation>
  </message>
  <message>
   <source>High</source>
   <translation>高</translation>
  </message>
  <message>
   <source>Highest frequency</source>
   <translation>最高频率</translation>
  </message>
  <message>
   <source>Highest frequency, Hz</source>
   <translation>最高频率，Hz</translation>
  </message>
  <message>
   <source>Hold Space</source>
   <translation>按住空格键</translation>
  </message>
  <message>
   <source>Hold Space, or the mouse on the picture: the other image. 1 to 4: the images, checkerboard, outlines. Left and right: another registration. T: both in turn.</source>
   <translation>按住空格键，或在图上按住鼠标：显示另一幅图像。1 至 4：两幅图像、棋盘格、轮廓。左右方向键：另一次配准。T：两幅图像交替显示。</translation>
  </message>
  <message>
   <source>Holm p</source>
   <translation>Holm p</translation>
  </message>
  <message>
   <source>How a place goes with its mirror on the other side.</source>
   <translation>某处与对侧镜像位置的同步程度。</translation>
  </message>
  <message>
   <source>How alike the signals of neighbouring places are.</source>
   <translation>相邻位置信号的相似程度。</translation>
  </message>
  <message>
   <source>How alike the signals of neighbouring places are: 0 nothing in common, 1 all together.</source>
   <translation>相邻位置信号的相似程度：0 为毫无共同之处，1 为完全一致。</translation>
  </message>
  <message>
   <source>How each place goes with its mirror image in the other half of the brain.</source>
   <translation>每个位置与另一半球镜像位置的同步程度。</translation>
  </message>
  <message>
   <source>How far the signal swings about its mean.</source>
   <translation>信号围绕其均值波动的幅度。</translation>
  </message>
  <message>
   <source>How it was computed</source>
   <translation>计算方法</translation>
  </message>
  <message>
   <source>How it was scanned</source>
   <translation>扫描方式</translation>
  </message>
  <message>
   <source>How many</source>
   <translation>数量</translation>
  </message>
  <message>
   <source>How many cores the computing may take; a smaller number leaves some free</source>
   <translation>计算可占用的核心数；数值小则留出一些</translation>
  </message>
  <message>
   <source>How much blood reaches each place.</source>
   <translation>到达各处的血流量。</translation>
  </message>
  <message>
   <source>How much grey matter each place has.</source>
   <translation>各处的灰质含量。</translation>
  </message>
  <message>
   <source>How series {n} was acquired ({role})</source>
   <translation>序列 {n} 的采集方式（{role}）</translation>
  </message>
  <message>
   <source>How steady the signal is: low where the scan is poor.</source>
   <translation>信号的稳定程度：低值提示扫描质量差。</translation>
  </message>
  <message>
   <source>How steady the signal of each place is: low where the scan is poor.</source>
   <translation>每个位置信号的稳定程度：低值提示扫描质量差。</translation>
  </message>
  <message>
   <source>How strongly the signal of each place swings at low frequencies: its spontaneous activity.</source>
   <translation>每个位置的信号在低频段波动的强度：其自发活动。</translation>
  </message>
  <message>
   <source>How strongly the signal swings at low frequencies.</source>
   <translation>信号在低频段波动的强度。</translation>
  </message>
  <message>
   <source>How swings are spread over frequencies.</source>
   <translation>波动在各频率上的分布。</translation>
  </message>
  <message>
   <source>How the fluctuation of each place is spread over slow and fast frequencies.</source>
   <translation>每个位置的波动在慢频与快频之间的分布。</translation>
  </message>
  <message>
   <source>How the signal of a chosen place goes with that of every other place.</source>
   <translation>所选位置的信号与其他每个位置信号的同步程度。</translation>
  </message>
  <message>
   <source>How {name} is shown and tested</source>
   <translation>{name} 的显示和检验方式</translation>
  </message>
  <message>
   <source>Hz</source>
   <translation>Hz</translation>
  </message>
  <message>
   <source>I have looked: left and right are right</source>
   <translation>我已查看：左右正确</translation>
  </message>
  <message>
   <source>I have seen this</source>
   <translation>我已看过</translation>
  </message>
  <message>
   <source>ITK-SNAP label descriptions (*.label *.txt)</source>
   <translation>ITK-SNAP 标签说明 (*.label *.txt)</translation>
  </message>
  <message>
   <source>Images (*.nii *.nii.gz *.hdr *.img);;All files (*)</source>
   <translation>图像 (*.nii *.nii.gz *.hdr *.img);;所有文件 (*)</translation>
  </message>
  <message>
   <source>Images (*.nii *.nii.gz);;All files (*)</source>
   <translation>图像 (*.nii *.nii.gz);;所有文件 (*)</translation>
  </message>
  <message>
   <source>In MNI space and from a file; a map that was computed here must be saved first</source>
   <translation>须在 MNI 空间且来自文件；在此计算的图须先保存</translation>
  </message>
  <message>
   <source>In MNI space, in mm; proposed for each new patient. 3 mm as in the studies.</source>
   <translation>MNI 空间中的 mm；作为每位新患者的建议值。3 mm 与各研究一致。</translation>
  </message>
  <message>
   <source>In MNI space: {place}</source>
   <translation>MNI 空间：{place}</translation>
  </message>
  <message>
   <source>In a row</source>
   <translation>每行列数</translation>
  </message>
  <message>
   <source>In equal steps</source>
   <translation>等间距</translation>
  </message>
  <message>
   <source>In most of the brain the control volumes are darker than the label volumes, so their order seems to be the other way round; check it, then type SwapControlLabel=yes.</source>
   <translation>在脑的大部分，对照像暗于标记像，二者顺序似乎颠倒；请核对，然后输入 SwapControlLabel=yes。</translation>
  </message>
  <message>
   <source>In percent of the usual size; Ctrl++ and Ctrl+- change it too</source>
   <translation>相对于常规大小的百分比；Ctrl++ 和 Ctrl+- 也可更改</translation>
  </message>
  <message>
   <source>In the brain</source>
   <translation>在脑内</translation>
  </message>
  <message>
   <source>In the report</source>
   <translation>报告内容</translation>
  </message>
  <message>
   <source>In the views</source>
   <translation>在视图中</translation>
  </message>
  <message>
   <source>In the views: {names}</source>
   <translation>视图中显示：{names}</translation>
  </message>
  <message>
   <source>In this image white matter is not brighter than gray matter, and that not brighter than fluid: it is no T1-weighted image, or the normalisation has failed.</source>
   <translation>此图像中白质不亮于灰质，灰质不亮于脑脊液：它不是 T1 加权图像，或标准化失败。</translation>
  </message>
  <message>
   <source>In turn</source>
   <translation>交替显示</translation>
  </message>
  <message>
   <source>In use…</source>
   <translation>常用值…</translation>
  </message>
  <message>
   <source>In which 95 % of people like the controls, with the patient's covariates, are expected</source>
   <translation>与对照相似且协变量与患者相同的人，95 % 预期落入的范围</translation>
  </message>
  <message>
   <source>In {0} of the brain blood arrives after the readout: low perfusion there may be late arrival.</source>
   <translation>脑的 {0} 内血液在读出之后才到达：那里的低灌注可能是到达较晚。</translation>
  </message>
  <message>
   <source>In {0} of {1} mask voxels the metric is 0 or below and there is no ratio; is it a z-scored map? The ratio needs the raw one.</source>
   <translation>{1} 个掩膜体素中有 {0} 个指标为 0 或更低，没有比值；它是 z 图吗？比值需要原始图。</translation>
  </message>
  <message>
   <source>In {0} of {1} voxels blood came after the last delay; perfusion is uncertain there.</source>
   <translation>{1} 个体素中有 {0} 个血液在最后一个延迟之后到达；那里的灌注不确定。</translation>
  </message>
  <message>
   <source>In {0} of {1} voxels blood came before the first delay; how early cannot be told from these delays.</source>
   <translation>{1} 个体素中有 {0} 个血液在第一个延迟之前到达；无法由这些延迟得知早到多少。</translation>
  </message>
  <message>
   <source>In {0} of {1} voxels the signal is not positive, so they have no arrival time; their perfusion was computed with the median arrival time.</source>
   <translation>{1} 个体素中有 {0} 个信号不为正，因此没有到达时间；其灌注用到达时间的中位数计算。</translation>
  </message>
  <message>
   <source>In {m} of {total} pairs the control is brighter than the label.</source>
   <translation>{total} 对中有 {m} 对的对照像亮于标记像。</translation>
  </message>
  <message>
   <source>In {n} of {total} pairs the control is DARKER than the label: they seem to be named the wrong way round.</source>
   <translation>{total} 对中有 {n} 对的对照像暗于标记像：二者的命名似乎颠倒。</translation>
  </message>
  <message>
   <source>In {unit}; the handles of the histogram move it too</source>
   <translation>单位：{unit}；也可拖动直方图上的手柄</translation>
  </message>
  <message>
   <source>Include the outermost layer of the image</source>
   <translation>包括图像最外层</translation>
  </message>
  <message>
   <source>Inputs changed: recompute</source>
   <translation>输入已变化：请重新计算</translation>
  </message>
  <message>
   <source>Inside</source>
   <translation>范围内</translation>
  </message>
  <message>
   <source>Interpolate on the grid of CBF</source>
   <translation>插值到 CBF 的网格</translation>
  </message>
  <message>
   <source>Interpolate the second scan</source>
   <translation>对第二次扫描插值</translation>
  </message>
  <message>
   <source>Into the report</source>
   <translation>加入报告</translation>
  </message>
  <message>
   <source>Invert</source>
   <translation>反选</translation>
  </message>
  <message>
   <source>Is the map plausible?</source>
   <translation>这张图合理吗？</translation>
  </message>
  <message>
   <source>Is the map plausible? Each check with its limits and their source.</source>
   <translation>这张图合理吗？每项检查及其界限和出处。</translation>
  </message>
  <message>
   <source>It cannot be used: {why}</source>
   <translation>无法使用：{why}</translation>
  </message>
  <message>
   <source>It has {0} only, too few for resting-state metrics.</source>
   <translation>仅有 {0}，不足以计算静息态指标。</translation>
  </message>
  <message>
   <source>It is one person: compare</source>
   <translation>是同一人：比较</translation>
  </message>
  <message>
   <source>Its last volume has {0} of {1} slices only and was left out.</source>
   <translation>其最后一帧仅有 {1} 层中的 {0} 层，已剔除。</translation>
  </message>
  <message>
   <source>Its region</source>
   <translation>其区域</translation>
  </message>
  <message>
   <source>Jobs</source>
   <translation>任务</translation>
  </message>
  <message>
   <source>Keep as a new visit ({name})</source>
   <translation>作为新的一次就诊保存（{name}）</translation>
  </message>
  <message>
   <source>Keep for the next start</source>
   <translation>保留至下次启动</translation>
  </message>
  <message>
   <source>Keep inside</source>
   <translation>仅保留内部</translation>
  </message>
  <message>
   <source>Keep inside a mask or another region…</source>
   <translation>仅保留掩膜或另一区域的内部…</translation>
  </message>
  <message>
   <source>Keep the largest piece</source>
   <translation>保留最大的一块</translation>
  </message>
  <message>
   <source>Keep the scans of {name}</source>
   <translation>保留 {name} 的扫描</translation>
  </message>
  <message>
   <source>Keeping series {n}</source>
   <translation>正在保留序列 {n}</translation>
  </message>
  <message>
   <source>Kendall's W</source>
   <translation>肯德尔和谐系数 W</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>按键</translation>
  </message>
  <message>
   <source>Kind</source>
   <translation>类型</translation>
  </message>
  <message>
   <source>Kind of file</source>
   <translation>文件类型</translation>
  </message>
  <message>
   <source>Kind of labelling</source>
   <translation>标记方式</translation>
  </message>
  <message>
   <source>Kinds of the volumes</source>
   <translation>各帧的类型</translation>
  </message>
  <message>
   <source>Known places</source>
   <translation>已知位置</translation>
  </message>
  <message>
   <source>LEFT AND RIGHT ARE NOT KNOWN for {names}: the header does not give the orientation.</source>
   <translation>{names} 的左右未知：文件头未给出方向。</translation>
  </message>
  <message>
   <source>LEFT AND RIGHT ARE NOT KNOWN: a header does not say how the head lies.</source>
   <translation>左右未知：文件头未说明头部的方位。</translation>
  </message>
  <message>
   <source>LEFT AND RIGHT ARE NOT KNOWN: the header does not give the orientation.</source>
   <translation>左右未知：文件头未给出方向。</translation>
  </message>
  <message>
   <source>Labelling</source>
   <translation>标记</translation>
  </message>
  <message>
   <source>Labelling duration</source>
   <translation>标记持续时间</translation>
  </message>
  <message>
   <source>Labelling duration and post-labelling delay are both {time} s; one may be a copy of the other.</source>
   <translation>标记持续时间和标记后延迟时间均为 {time} s；其中一个可能是从另一个复制而来。</translation>
  </message>
  <message>
   <source>Labelling duration used</source>
   <translation>所用标记持续时间</translation>
  </message>
  <message>
   <source>Labelling efficiency</source>
   <translation>标记效率</translation>
  </message>
  <message>
   <source>Large view</source>
   <translation>放大查看</translation>
  </message>
  <message>
   <source>Larger</source>
   <translation>放大</translation>
  </message>
  <message>
   <source>Larger text</source>
   <translation>放大文字</translation>
  </message>
  <message>
   <source>Larger: {title}</source>
   <translation>放大：{title}</translation>
  </message>
  <message>
   <source>Largest |t|: {k} of {n} controls reach it</source>
   <translation>最大 |t|：{n} 名对照中有 {k} 名达到</translation>
  </message>
  <message>
   <source>Late arrival</source>
   <translation>到达延迟</translation>
  </message>
  <message>
   <source>Late arrival is told from perfusion: compute CBF and its territories, or open a processed patient.</source>
   <translation>到达延迟由灌注得出：请计算 CBF 及其供血区，或打开已处理的患者。</translation>
  </message>
  <message>
   <source>Later</source>
   <translation>以后再说</translation>
  </message>
  <message>
   <source>Layout: 3D alone</source>
   <translation>布局：仅 3D</translation>
  </message>
  <message>
   <source>Layout: one large, three small</source>
   <translation>布局：一大三小</translation>
  </message>
  <message>
   <source>Layout: three slices in a row</source>
   <translation>布局：三个层面一行</translation>
  </message>
  <message>
   <source>Layout: two by two</source>
   <translation>布局：二乘二</translation>
  </message>
  <message>
   <source>Least voxels</source>
   <translation>最少体素数</translation>
  </message>
  <message>
   <source>Leave</source>
   <translation>退出</translation>
  </message>
  <message>
   <source>Leave bad pairs out (SCORE)</source>
   <translation>剔除不良的对 (SCORE)</translation>
  </message>
  <message>
   <source>Leave out incomplete rows</source>
   <translation>剔除不完整的行</translation>
  </message>
  <message>
   <source>Leave the drawn regions out</source>
   <translation>不含勾画的区域</translation>
  </message>
  <message>
   <source>Leave the guide (Esc); it can be started again from the Help menu</source>
   <translation>退出指南 (Esc)；可从“帮助”菜单重新开始</translation>
  </message>
  <message>
   <source>Leave this pair out</source>
   <translation>剔除此对</translation>
  </message>
  <message>
   <source>Left</source>
   <translation>左</translation>
  </message>
  <message>
   <source>Left and right come from the headers (sform or qform) of all files.</source>
   <translation>左右来自所有文件的文件头（sform 或 qform）。</translation>
  </message>
  <message>
   <source>Left and right come from the headers of the scans (sform or qform).</source>
   <translation>左右来自扫描的文件头（sform 或 qform）。</translation>
  </message>
  <message>
   <source>Left and right of series {n}</source>
   <translation>序列 {n} 的左与右</translation>
  </message>
  <message>
   <source>Left by suppression</source>
   <translation>抑制后剩余</translation>
  </message>
  <message>
   <source>Left click or drag</source>
   <translation>左键单击或拖动</translation>
  </message>
  <message>
   <source>Left edge {left}, right edge {right}, top {top}, bottom {bottom}</source>
   <translation>左边缘 {left}，右边缘 {right}，上 {top}，下 {bottom}</translation>
  </message>
  <message>
   <source>Left out</source>
   <translation>已剔除</translation>
  </message>
  <message>
   <source>Left out by hand: pair {pairs}.</source>
   <translation>已手动剔除：第 {pairs} 对。</translation>
  </message>
  <message>
   <source>Left out: {reason}.</source>
   <translation>已剔除：{reason}。</translation>
  </message>
  <message>
   <source>Left, top, right</source>
   <translation>左、上、右</translation>
  </message>
  <message>
   <source>Left: add the region or cluster under the mouse. Right: take it away.</source>
   <translation>左键：添加鼠标下的脑区或团块。右键：去除。</translation>
  </message>
  <message>
   <source>Left: add. Right: take away. Shift + wheel or − =: radius.</source>
   <translation>左键：添加。右键：去除。Shift + 滚轮或 − =：半径。</translation>
  </message>
  <message>
   <source>Left: click for corners, drag freehand, drag a corner to move it. Right: drop the last corner. Double click or Enter: accept. Shift + Enter: take away. Esc: drop.</source>
   <translation>左键：单击设角点，拖动手绘，拖动角点可移动。右键：删除最后一个角点。双击或回车：确认。Shift + 回车：去除。Esc：放弃。</translation>
  </message>
  <message>
   <source>Left: crosshair. Middle: pan. Right: window and level.</source>
   <translation>左键：十字光标。中键：平移。右键：窗宽窗位。</translation>
  </message>
  <message>
   <source>Left: grow from here; drag right or left for a wider or narrower range, up or down for a higher or lower one. Right: take away so. Esc while dragging: drop.</source>
   <translation>左键：从此处生长；向右或向左拖动使范围变宽或变窄，向上或向下拖动使范围变高或变低。右键：以同样方式去除。拖动时按 Esc：放弃。</translation>
  </message>
  <message>
   <source>Left: paint. Right: erase. Shift + wheel or − =: size.</source>
   <translation>左键：涂绘。右键：擦除。Shift + 滚轮或 − =：大小。</translation>
  </message>
  <message>
   <source>Less the map of</source>
   <translation>减去以下种子的图</translation>
  </message>
  <message>
   <source>Letters and digits; never a name, an ID or the name of a folder</source>
   <translation>字母和数字；切勿使用姓名、病历号或文件夹名</translation>
  </message>
  <message>
   <source>Libraries</source>
   <translation>程序库</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>浅色</translation>
  </message>
  <message>
   <source>Light brain surface</source>
   <translation>轻量脑表面</translation>
  </message>
  <message>
   <source>Limit, SD</source>
   <translation>界限，SD</translation>
  </message>
  <message>
   <source>Limits by the preset {preset}</source>
   <translation>预设 {preset} 的界限</translation>
  </message>
  <message>
   <source>Linear registration</source>
   <translation>线性配准</translation>
  </message>
  <message>
   <source>Lines around clusters</source>
   <translation>团块轮廓线</translation>
  </message>
  <message>
   <source>Links need a processed patient: its resting series in MNI space.</source>
   <translation>连接需要已处理的患者：其 MNI 空间的静息序列。</translation>
  </message>
  <message>
   <source>Links: {why}</source>
   <translation>连接：{why}</translation>
  </message>
  <message>
   <source>Listing the clusters</source>
   <translation>正在列出团块</translation>
  </message>
  <message>
   <source>Live connectivity of {name}</source>
   <translation>{name} 的实时连接</translation>
  </message>
  <message>
   <source>Live seed connectivity</source>
   <translation>种子点实时连接</translation>
  </message>
  <message>
   <source>Load preset</source>
   <translation>载入预设</translation>
  </message>
  <message>
   <source>Load preset…</source>
   <translation>载入预设…</translation>
  </message>
  <message>
   <source>Log</source>
   <translation>日志</translation>
  </message>
  <message>
   <source>Log…</source>
   <translation>日志…</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>查看</translation>
  </message>
  <message>
   <source>Look at the maps</source>
   <translation>查看各图</translation>
  </message>
  <message>
   <source>Look at the three slices and confirm that left and right are right.</source>
   <translation>请查看三个层面，确认左即为左、右即为右。</translation>
  </message>
  <message>
   <source>Look before you read the maps</source>
   <translation>读图之前请先查看</translation>
  </message>
  <message>
   <source>Look for files</source>
   <translation>查找文件</translation>
  </message>
  <message>
   <source>Look for the DICOM series</source>
   <translation>查找 DICOM 序列</translation>
  </message>
  <message>
   <source>Look for the files in</source>
   <translation>在以下位置查找文件</translation>
  </message>
  <message>
   <source>Look in folder…</source>
   <translation>在文件夹中查找…</translation>
  </message>
  <message>
   <source>Look only, draw nothing</source>
   <translation>仅查看，不勾画</translation>
  </message>
  <message>
   <source>Look through the scans</source>
   <translation>浏览各扫描</translation>
  </message>
  <message>
   <source>Look what is kept already</source>
   <translation>查看已保存的内容</translation>
  </message>
  <message>
   <source>Looking at the folder</source>
   <translation>正在查看文件夹</translation>
  </message>
  <message>
   <source>Looking for 3D graphics</source>
   <translation>正在检查 3D 图形</translation>
  </message>
  <message>
   <source>Looking for the images of the figure</source>
   <translation>正在查找图片所用的图像</translation>
  </message>
  <message>
   <source>Looking for the largest of everyone</source>
   <translation>正在查找每人的最大值</translation>
  </message>
  <message>
   <source>Looking it up; links take a few seconds the first time.</source>
   <translation>正在查询；首次计算连接需要几秒钟。</translation>
  </message>
  <message>
   <source>Looking through {what} …</source>
   <translation>正在浏览 {what} …</translation>
  </message>
  <message>
   <source>Looking whose it is</source>
   <translation>正在核对所属患者</translation>
  </message>
  <message>
   <source>Looking …</source>
   <translation>正在查看 …</translation>
  </message>
  <message>
   <source>Low</source>
   <translation>低</translation>
  </message>
  <message>
   <source>Low means positive</source>
   <translation>低值为阳性</translation>
  </message>
  <message>
   <source>Lowest frequency</source>
   <translation>最低频率</translation>
  </message>
  <message>
   <source>Lowest frequency, Hz</source>
   <translation>最低频率，Hz</translation>
  </message>
  <message>
   <source>M0</source>
   <translation>M0</translation>
  </message>
  <message>
   <source>M0 and ASL series do not show the same place: only {0} of the brain in the series lie within that of the M0. Check that both belong together, or let the M0 be aligned.</source>
   <translation>M0 与 ASL 序列显示的不是同一位置：序列中的脑仅有 {0} 位于 M0 的脑内。请核对二者是否配套，或将 M0 对齐。</translation>
  </message>
  <message>
   <source>M0 of a reference tissue</source>
   <translation>参考组织的 M0</translation>
  </message>
  <message>
   <source>M0 on the grid of the series</source>
   <translation>M0 转换到序列的网格</translation>
  </message>
  <message>
   <source>M0 scan</source>
   <translation>M0 扫描</translation>
  </message>
  <message>
   <source>M0, voxel by voxel</source>
   <translation>逐体素 M0</translation>
  </message>
  <message>
   <source>MNI</source>
   <translation>MNI</translation>
  </message>
  <message>
   <source>MNI152 space</source>
   <translation>MNI152 空间</translation>
  </message>
  <message>
   <source>MNI152 template</source>
   <translation>MNI152 模板</translation>
  </message>
  <message>
   <source>Made by this computer; no real person</source>
   <translation>由计算机生成；并非真实人物</translation>
  </message>
  <message>
   <source>Make ROI</source>
   <translation>建立 ROI</translation>
  </message>
  <message>
   <source>Make larger by (mm)</source>
   <translation>扩大 (mm)</translation>
  </message>
  <message>
   <source>Make larger…</source>
   <translation>扩大…</translation>
  </message>
  <message>
   <source>Make smaller by (mm)</source>
   <translation>缩小 (mm)</translation>
  </message>
  <message>
   <source>Make smaller…</source>
   <translation>缩小…</translation>
  </message>
  <message>
   <source>Map</source>
   <translation>图</translation>
  </message>
  <message>
   <source>Map of how unevenly the controls are spread about their mean</source>
   <translation>显示对照围绕均值分布不均程度的图</translation>
  </message>
  <message>
   <source>Map of the share of controls beyond p &lt; .001, though nothing is to be found</source>
   <translation>显示超过 p &lt; .001 的对照比例的图（尽管本应没有任何发现）</translation>
  </message>
  <message>
   <source>Map on the surface</source>
   <translation>表面上的图</translation>
  </message>
  <message>
   <source>Map the difference</source>
   <translation>绘制差值图</translation>
  </message>
  <message>
   <source>Map to compare</source>
   <translation>要比较的图</translation>
  </message>
  <message>
   <source>Map where both agree</source>
   <translation>绘制一致性图</translation>
  </message>
  <message>
   <source>Maps</source>
   <translation>图</translation>
  </message>
  <message>
   <source>Maps are computed on the scans of a patient, or opened from a processed folder. Open a patient.</source>
   <translation>图由患者的扫描计算得到，或从处理结果文件夹打开。请打开患者。</translation>
  </message>
  <message>
   <source>Maps of activity and connectivity</source>
   <translation>活动图和连接图</translation>
  </message>
  <message>
   <source>Maps to add</source>
   <translation>要添加的图</translation>
  </message>
  <message>
   <source>Maps, table and text into an empty folder</source>
   <translation>将图、表格和文字写入空文件夹</translation>
  </message>
  <message>
   <source>Masks and regions less opaque</source>
   <translation>降低掩膜和区域的不透明度</translation>
  </message>
  <message>
   <source>Masks and regions more opaque</source>
   <translation>提高掩膜和区域的不透明度</translation>
  </message>
  <message>
   <source>Masks and regions on or off</source>
   <translation>显示或隐藏掩膜和区域</translation>
  </message>
  <message>
   <source>Masks of the regions</source>
   <translation>区域的掩膜</translation>
  </message>
  <message>
   <source>Masks on the grid of the series; regions of AAL for a series in MNI152 space</source>
   <translation>序列网格上的掩膜；MNI152 空间的序列可用 AAL 脑区</translation>
  </message>
  <message>
   <source>Max</source>
   <translation>最大</translation>
  </message>
  <message>
   <source>Max |t|: permutation</source>
   <translation>最大 |t|：置换检验</translation>
  </message>
  <message>
   <source>Mean</source>
   <translation>平均</translation>
  </message>
  <message>
   <source>Mean EPI</source>
   <translation>平均 EPI</translation>
  </message>
  <message>
   <source>Mean EPI in MNI</source>
   <translation>MNI 空间的平均 EPI</translation>
  </message>
  <message>
   <source>Mean image</source>
   <translation>平均图像</translation>
  </message>
  <message>
   <source>Mean in</source>
   <translation>均值取自</translation>
  </message>
  <message>
   <source>Mean of the realigned images</source>
   <translation>头动校正后图像的平均</translation>
  </message>
  <message>
   <source>Mean of the region's mirror image across the mid-plane of MNI space</source>
   <translation>该区域关于 MNI 空间中线平面的镜像的均值</translation>
  </message>
  <message>
   <source>Mean ± SD; Welch</source>
   <translation>均值 ± SD；Welch</translation>
  </message>
  <message>
   <source>Mean ± SD; t or ANOVA</source>
   <translation>均值 ± SD；t 检验或方差分析</translation>
  </message>
  <message>
   <source>Mean: one-sample t</source>
   <translation>均值：单样本 t</translation>
  </message>
  <message>
   <source>Means of maps in regions, as further columns of the table</source>
   <translation>各图在脑区内的均值，作为表格的更多列</translation>
  </message>
  <message>
   <source>Means of {counted}; territories are approximate. Asymmetry = 200 (L − R) / (L + R).</source>
   <translation>{counted}的均值；供血区为近似值。不对称性 = 200 (L − R) / (L + R)。</translation>
  </message>
  <message>
   <source>Means: {means}</source>
   <translation>均值：{means}</translation>
  </message>
  <message>
   <source>Measure motion and DVARS</source>
   <translation>测量头动和 DVARS</translation>
  </message>
  <message>
   <source>Median</source>
   <translation>中位数</translation>
  </message>
  <message>
   <source>Median (IQR); ranks</source>
   <translation>中位数 (IQR)；秩检验</translation>
  </message>
  <message>
   <source>Median {median}, 5–95 % {low} to {high}; percentile {p:.1f} [{a:.1f}–{b:.1f}]</source>
   <translation>中位数 {median}，5–95 % 为 {low} 至 {high}；百分位 {p:.1f} [{a:.1f}–{b:.1f}]</translation>
  </message>
  <message>
   <source>Mediate</source>
   <translation>中介</translation>
  </message>
  <message>
   <source>Mediator M</source>
   <translation>中介变量 M</translation>
  </message>
  <message>
   <source>Merge</source>
   <translation>合并</translation>
  </message>
  <message>
   <source>Method</source>
   <translation>方法</translation>
  </message>
  <message>
   <source>Middle drag</source>
   <translation>中键拖动</translation>
  </message>
  <message>
   <source>Min</source>
   <translation>最小</translation>
  </message>
  <message>
   <source>Mirror</source>
   <translation>镜像</translation>
  </message>
  <message>
   <source>Mirror region across x = 0 of MNI space</source>
   <translation>关于 MNI 空间 x = 0 镜像区域</translation>
  </message>
  <message>
   <source>Mirror to the other side</source>
   <translation>镜像到对侧</translation>
  </message>
  <message>
   <source>Mirrored across the sagittal plane at x = {x:.1f} mm as you said: the head may lie askew. Process the patient to mirror through MNI space.</source>
   <translation>按您的指定，以矢状面 x = {x:.1f} mm 为界镜像：头部可能倾斜。处理该患者后可经 MNI 空间镜像。</translation>
  </message>
  <message>
   <source>Missing values</source>
   <translation>缺失值</translation>
  </message>
  <message>
   <source>Model, calibration and region of the flow</source>
   <translation>血流的模型、校准和区域</translation>
  </message>
  <message>
   <source>Montage of slices</source>
   <translation>层面拼图</translation>
  </message>
  <message>
   <source>More for this layer</source>
   <translation>此图层的更多选项</translation>
  </message>
  <message>
   <source>More groups: ANCOVA</source>
   <translation>多组：ANCOVA</translation>
  </message>
  <message>
   <source>More options</source>
   <translation>更多选项</translation>
  </message>
  <message>
   <source>More options …</source>
   <translation>更多选项 …</translation>
  </message>
  <message>
   <source>Motion</source>
   <translation>头动</translation>
  </message>
  <message>
   <source>Motion (rp_*.txt *.par);;All files (*)</source>
   <translation>头动 (rp_*.txt *.par);;所有文件 (*)</translation>
  </message>
  <message>
   <source>Motion and DVARS of {name}</source>
   <translation>{name} 的头动和 DVARS</translation>
  </message>
  <message>
   <source>Motion file</source>
   <translation>头动文件</translation>
  </message>
  <message>
   <source>Motion model</source>
   <translation>头动模型</translation>
  </message>
  <message>
   <source>Motion: the patient's mean framewise displacement ({0} mm) is above that of {1} % of the controls ({2} mm); deviations may be motion.</source>
   <translation>头动：患者的平均逐帧位移（{0} mm）高于 {1} % 的对照（{2} mm）；偏离可能由头动所致。</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>下移</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>上移</translation>
  </message>
  <message>
   <source>NIfTI images and their geometry</source>
   <translation>NIfTI 图像及其几何</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>名称</translation>
  </message>
  <message>
   <source>Name:</source>
   <translation>名称：</translation>
  </message>
  <message>
   <source>Names of regions need images in MNI152 space, or a processed patient.</source>
   <translation>脑区名称需要 MNI152 空间的图像，或已处理的患者。</translation>
  </message>
  <message>
   <source>Native</source>
   <translation>个体空间</translation>
  </message>
  <message>
   <source>Native ASL</source>
   <translation>个体 ASL</translation>
  </message>
  <message>
   <source>Native EPI</source>
   <translation>个体 EPI</translation>
  </message>
  <message>
   <source>Native T1</source>
   <translation>个体 T1</translation>
  </message>
  <message>
   <source>Needed: the controls are adjusted for it.</source>
   <translation>必填：对照已按此项校正。</translation>
  </message>
  <message>
   <source>Needs a map of activity beside CBF, such as ReHo: compute it above.</source>
   <translation>除 CBF 外还需要一张活动图，例如 ReHo：请在上方计算。</translation>
  </message>
  <message>
   <source>Needs a map of activity, such as ReHo, beside CBF.</source>
   <translation>除 CBF 外还需要一张活动图，例如 ReHo。</translation>
  </message>
  <message>
   <source>Needs a map of blood flow: compute CBF on the Perfusion tab.</source>
   <translation>需要血流图：请在“灌注”选项卡计算 CBF。</translation>
  </message>
  <message>
   <source>Needs a map of blood flow; compute CBF first.</source>
   <translation>需要血流图；请先计算 CBF。</translation>
  </message>
  <message>
   <source>Needs a processed patient: two scans are compared in MNI space.</source>
   <translation>需要已处理的患者：两次扫描在 MNI 空间中比较。</translation>
  </message>
  <message>
   <source>Needs a resting BOLD series; none of this patient is open.</source>
   <translation>需要静息 BOLD 序列；该患者没有打开此类序列。</translation>
  </message>
  <message>
   <source>Needs an ASL scan with several delays; this perfusion was measured with one.</source>
   <translation>需要多延迟的 ASL 扫描；本次灌注仅用一个延迟测量。</translation>
  </message>
  <message>
   <source>Needs an ASL series with several delays; none is open.</source>
   <translation>需要多延迟的 ASL 序列；目前没有打开。</translation>
  </message>
  <message>
   <source>Needs an ASL series; none of this patient is open.</source>
   <translation>需要 ASL 序列；该患者没有打开此类序列。</translation>
  </message>
  <message>
   <source>Needs blood flow: no ASL series of this patient is open, and none was processed.</source>
   <translation>需要血流图：该患者没有打开 ASL 序列，也没有处理过的 ASL。</translation>
  </message>
  <message>
   <source>Neighbourhood</source>
   <translation>邻域</translation>
  </message>
  <message>
   <source>Neighbouring voxels are alike, so n_voxels is not the degrees of freedom of r.</source>
   <translation>相邻体素相似，因此体素数不是 r 的自由度。</translation>
  </message>
  <message>
   <source>Neighbouring voxels are not alike at all, so random field theory does not apply; smooth first.</source>
   <translation>相邻体素完全不相似，随机场理论不适用；请先平滑。</translation>
  </message>
  <message>
   <source>Neighbours</source>
   <translation>邻域</translation>
  </message>
  <message>
   <source>Neighbours: by faces (6), edges (18), corners (26)</source>
   <translation>邻域：面 (6)、棱 (18)、角 (26)</translation>
  </message>
  <message>
   <source>Neurological</source>
   <translation>神经学</translation>
  </message>
  <message>
   <source>Neurological convention: left of the slices is the patient's LEFT.</source>
   <translation>神经学显示：层面的左侧为患者的左侧。</translation>
  </message>
  <message>
   <source>Neurological: left of the screen is the patient's left</source>
   <translation>神经学：屏幕左侧为患者左侧</translation>
  </message>
  <message>
   <source>Neurological: screen left = patient's LEFT</source>
   <translation>神经学：屏幕左侧 = 患者左侧</translation>
  </message>
  <message>
   <source>New</source>
   <translation>新建</translation>
  </message>
  <message>
   <source>New drawing on the grid of the selected layer</source>
   <translation>在所选图层的网格上新建勾画</translation>
  </message>
  <message>
   <source>New here? A guide in four steps</source>
   <translation>初次使用？四步指南</translation>
  </message>
  <message>
   <source>New region</source>
   <translation>新区域</translation>
  </message>
  <message>
   <source>Next question</source>
   <translation>下一个问题</translation>
  </message>
  <message>
   <source>Next space: native T1, native EPI, MNI</source>
   <translation>下一个空间：个体 T1、个体 EPI、MNI</translation>
  </message>
  <message>
   <source>Next timepoint</source>
   <translation>下一时间点</translation>
  </message>
  <message>
   <source>No background suppression.</source>
   <translation>无背景抑制。</translation>
  </message>
  <message>
   <source>No brain stands out in the image (the largest bright region fills {0} mL, {1} % of it); give a mask.</source>
   <translation>图像中没有突出的脑（最大的亮区为 {0} mL，占其 {1} %）；请提供掩膜。</translation>
  </message>
  <message>
   <source>No brain stands out in the image; give a mask.</source>
   <translation>图像中没有突出的脑；请提供掩膜。</translation>
  </message>
  <message>
   <source>No column of the table holds paths of maps (.nii.gz).</source>
   <translation>表格中没有任何一列含有图的路径 (.nii.gz)。</translation>
  </message>
  <message>
   <source>No controls are loaded (Compare page), so there is no percentile.</source>
   <translation>未载入对照（“比较”页），因此没有百分位。</translation>
  </message>
  <message>
   <source>No job has run yet. Reading files and computing metrics appear here.</source>
   <translation>尚未运行任务。读取文件和计算指标将显示于此。</translation>
  </message>
  <message>
   <source>No log is written: its folder cannot be written to.</source>
   <translation>未写入日志：其文件夹不可写入。</translation>
  </message>
  <message>
   <source>No maps yet</source>
   <translation>尚无图</translation>
  </message>
  <message>
   <source>No mirror region: the mid-plane is known in MNI space only. Process the patient, or draw on a map in MNI space.</source>
   <translation>没有镜像区域：中线平面仅在 MNI 空间中已知。请处理该患者，或在 MNI 空间的图上勾画。</translation>
  </message>
  <message>
   <source>No name, ID or birth date is kept. Age, sex and handedness serve a comparison only.</source>
   <translation>不保留姓名、病历号或出生日期。年龄、性别和利手仅用于比较。</translation>
  </message>
  <message>
   <source>No patient for a report</source>
   <translation>没有可用于报告的患者</translation>
  </message>
  <message>
   <source>No region of AAL holds 10 voxels of the mask; are the maps in MNI space?</source>
   <translation>没有 AAL 脑区包含 10 个以上掩膜体素；图是否在 MNI 空间？</translation>
  </message>
  <message>
   <source>No region of at least {0} mL is lower than the other side by {1} % and {2} SD.</source>
   <translation>没有至少 {0} mL 的脑区比对侧低 {1} % 和 {2} SD 以上。</translation>
  </message>
  <message>
   <source>No region yet</source>
   <translation>尚无脑区</translation>
  </message>
  <message>
   <source>No regions are drawn in MNI space.</source>
   <translation>MNI 空间中尚未勾画区域。</translation>
  </message>
  <message>
   <source>No regions are drawn yet.</source>
   <translation>尚未勾画区域。</translation>
  </message>
  <message>
   <source>No report before a person has seen each red light.</source>
   <translation>在有人查看每一项红灯之前，不生成报告。</translation>
  </message>
  <message>
   <source>No result of a comparison is shown.</source>
   <translation>未显示任何比较结果。</translation>
  </message>
  <message>
   <source>No seed yet, or no signal at the crosshair. Drag with Shift + Ctrl in a slice.</source>
   <translation>尚无种子点，或十字光标处没有信号。请在层面中按住 Shift + Ctrl 拖动。</translation>
  </message>
  <message>
   <source>No surface: </source>
   <translation>没有表面： </translation>
  </message>
  <message>
   <source>No table of people</source>
   <translation>没有人员表格</translation>
  </message>
  <message>
   <source>No voxel is beyond the threshold in a cluster of this size.</source>
   <translation>没有任何体素在此大小的团块中超过阈值。</translation>
  </message>
  <message>
   <source>No voxel of the mask changes over time and has a value in every volume; check the mask.</source>
   <translation>掩膜中没有任何体素随时间变化且每帧均有值；请核对掩膜。</translation>
  </message>
  <message>
   <source>No voxel of the mask has a mirror image in the other half of the brain.</source>
   <translation>掩膜中没有任何体素在另一半球有镜像。</translation>
  </message>
  <message>
   <source>No voxel of the mask has a value in every volume; check the mask.</source>
   <translation>掩膜中没有任何体素每帧均有值；请核对掩膜。</translation>
  </message>
  <message>
   <source>No voxel of the mask has a value, so there is nothing to measure in the territories.</source>
   <translation>掩膜中没有任何体素有值，因此供血区内没有可测量的内容。</translation>
  </message>
  <message>
   <source>No voxel of the mask has positive perfusion in both scans on average.</source>
   <translation>掩膜中没有任何体素在两次扫描中平均灌注为正。</translation>
  </message>
  <message>
   <source>No voxel of the other grid has its centre in the region: it is too small or lies outside.</source>
   <translation>另一网格中没有体素的中心位于该区域内：区域太小或在其外。</translation>
  </message>
  <message>
   <source>Node graph</source>
   <translation>节点网络图</translation>
  </message>
  <message>
   <source>None</source>
   <translation>无</translation>
  </message>
  <message>
   <source>None of the regions reaches the other image: they do not lie in the same place. Choose the image that they belong to.</source>
   <translation>没有区域落在另一图像内：二者位置不同。请选择它们所属的图像。</translation>
  </message>
  <message>
   <source>None of the {0} is DICOM; name the scanner's export.</source>
   <translation>{0} 中没有 DICOM；请选择扫描仪的导出文件。</translation>
  </message>
  <message>
   <source>None of the {0} series could be converted ({1}{2}); nothing was written.</source>
   <translation>{0} 个序列均无法转换（{1}{2}）；未写入任何内容。</translation>
  </message>
  <message>
   <source>None: relative perfusion</source>
   <translation>无：相对灌注</translation>
  </message>
  <message>
   <source>Normalised to MNI space: sulci and white matter should follow the lines.</source>
   <translation>已标准化到 MNI 空间：脑沟和白质应与线条一致。</translation>
  </message>
  <message>
   <source>Not in MNI space and switched off: {names}.</source>
   <translation>不在 MNI 空间，已关闭显示：{names}。</translation>
  </message>
  <message>
   <source>Not in the search volume: {0}.</source>
   <translation>不在检索范围内：{0}。</translation>
  </message>
  <message>
   <source>Not interpretable</source>
   <translation>无法判读</translation>
  </message>
  <message>
   <source>Not interpretable in regions that are not covered: {0}.</source>
   <translation>在未覆盖的脑区无法判读：{0}。</translation>
  </message>
  <message>
   <source>Not interpretable: {0}.</source>
   <translation>无法判读：{0}。</translation>
  </message>
  <message>
   <source>Not plausible: {0} is {1} {2} ({3}).</source>
   <translation>不合理：{0}为 {1} {2}（{3}）。</translation>
  </message>
  <message>
   <source>Not possible: {why}</source>
   <translation>无法进行：{why}</translation>
  </message>
  <message>
   <source>Not there any more, although it was chosen for the report: {names}. Take the tick away.</source>
   <translation>已选入报告但已不存在：{names}。请取消勾选。</translation>
  </message>
  <message>
   <source>Not used: {0}.</source>
   <translation>未使用：{0}。</translation>
  </message>
  <message>
   <source>Nothing could be measured</source>
   <translation>无可测量的内容</translation>
  </message>
  <message>
   <source>Nothing is corrected for the number of voxels: some of this is expected by chance.</source>
   <translation>未对体素数目作校正：其中一部分出于偶然即可预期。</translation>
  </message>
  <message>
   <source>Nothing is drawn yet, so there are no numbers for the report.</source>
   <translation>尚未勾画任何内容，因此没有可加入报告的数值。</translation>
  </message>
  <message>
   <source>Nothing is drawn yet, so there are no numbers to save.</source>
   <translation>尚未勾画任何内容，因此没有可保存的数值。</translation>
  </message>
  <message>
   <source>Nothing is drawn yet, so there is nothing to save.</source>
   <translation>尚未勾画任何内容，因此没有可保存的内容。</translation>
  </message>
  <message>
   <source>Nothing is open yet.</source>
   <translation>尚未打开任何内容。</translation>
  </message>
  <message>
   <source>Nothing is open, so there is nothing to check.</source>
   <translation>没有打开任何内容，因此没有可检查的内容。</translation>
  </message>
  <message>
   <source>Nothing is open. Open a T1, a BOLD or an ASL series, or drop files on the window.</source>
   <translation>没有打开任何内容。请打开 T1、BOLD 或 ASL 序列，或将文件拖放到窗口。</translation>
  </message>
  <message>
   <source>Nothing is ticked: tick a comparison or a map that is to stand in the report.</source>
   <translation>未勾选任何项目：请勾选要列入报告的比较或图。</translation>
  </message>
  <message>
   <source>Nothing needs to be known of it.</source>
   <translation>对此无需了解任何信息。</translation>
  </message>
  <message>
   <source>Nothing of sub-{0} was brought to MNI space.</source>
   <translation>sub-{0} 没有任何内容转换到 MNI 空间。</translation>
  </message>
  <message>
   <source>Nothing says when each slice was acquired (SliceTiming in the sidecar), so slice timing cannot be corrected; leave the step out or add the times.</source>
   <translation>没有信息说明各层面的采集时间（附属文件中的 SliceTiming），因此无法校正层面时间；请省略该步骤或补充时间。</translation>
  </message>
  <message>
   <source>Nothing says when each slice was acquired (SliceTiming), so slice timing was not corrected.</source>
   <translation>没有信息说明各层面的采集时间 (SliceTiming)，因此未校正层面时间。</translation>
  </message>
  <message>
   <source>Nothing says whether the patient rested (task "unknown"); rename the file if so.</source>
   <translation>没有信息说明患者是否处于静息（任务“unknown”）；若是，请重命名文件。</translation>
  </message>
  <message>
   <source>Nothing says whether the patient rested; if not, give it the role other.</source>
   <translation>没有信息说明患者是否处于静息状态；若不是，请将其设为“其他”。</translation>
  </message>
  <message>
   <source>Nothing says which volumes are control and which are label (no aslcontext.tsv).</source>
   <translation>没有信息说明哪些帧是对照像、哪些是标记像（无 aslcontext.tsv）。</translation>
  </message>
  <message>
   <source>Nothing stands out</source>
   <translation>未见突出异常</translation>
  </message>
  <message>
   <source>Nothing to check yet</source>
   <translation>尚无可检查的内容</translation>
  </message>
  <message>
   <source>Nothing was computed on this series yet.</source>
   <translation>尚未在此序列上计算任何内容。</translation>
  </message>
  <message>
   <source>Now</source>
   <translation>本次</translation>
  </message>
  <message>
   <source>Now less prior: {name} ({unit})</source>
   <translation>本次减既往：{name}（{unit}）</translation>
  </message>
  <message>
   <source>Numbers</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>Numbers of all regions</source>
   <translation>所有区域的数值</translation>
  </message>
  <message>
   <source>Numbers of the region</source>
   <translation>区域的数值</translation>
  </message>
  <message>
   <source>Of the T1, within the brain mask.</source>
   <translation>T1 的数值，限脑掩膜内。</translation>
  </message>
  <message>
   <source>Of the file</source>
   <translation>文件的数值</translation>
  </message>
  <message>
   <source>Of the standardised ratio; the two are different quantities. r is the same.</source>
   <translation>针对标准化后的比值；二者是不同的量。r 相同。</translation>
  </message>
  <message>
   <source>Of {0} grey-matter voxels: {1}.</source>
   <translation>在 {0} 个灰质体素中：{1}。</translation>
  </message>
  <message>
   <source>One M0 of blood ({0}) was used for the whole brain; the coil's sensitivity is not corrected.</source>
   <translation>全脑使用同一个血液 M0（{0}）；未校正线圈灵敏度。</translation>
  </message>
  <message>
   <source>One map is in {0}, the other in {1}.</source>
   <translation>一张图在{0}，另一张在{1}。</translation>
  </message>
  <message>
   <source>One map is in {0}, the other in {1}: they cannot be compared.</source>
   <translation>一张图在{0}，另一张在{1}：二者不能比较。</translation>
  </message>
  <message>
   <source>One page with its methods, as PDF</source>
   <translation>一页报告及其方法，PDF 格式</translation>
  </message>
  <message>
   <source>One patient</source>
   <translation>单个患者</translation>
  </message>
  <message>
   <source>One patient with controls, or groups</source>
   <translation>一位患者与对照，或组间</translation>
  </message>
  <message>
   <source>One row a person, a header line: scores, groups, and paths of maps. Choose it, or drop it here.</source>
   <translation>每人一行，一行标题：评分、分组和图的路径。请选择，或拖放到此处。</translation>
  </message>
  <message>
   <source>Only</source>
   <translation>仅限</translation>
  </message>
  <message>
   <source>Only &amp;look</source>
   <translation>仅查看(&amp;L)</translation>
  </message>
  <message>
   <source>Only complete rows</source>
   <translation>仅完整的行</translation>
  </message>
  <message>
   <source>Only people who have all columns, so that n is alike everywhere</source>
   <translation>仅纳入各列齐全者，使各处 n 相同</translation>
  </message>
  <message>
   <source>Only results are open. Open the patient's scans to see what their headers say.</source>
   <translation>当前仅打开了处理结果。请打开该患者的原始扫描，以查看其文件头信息。</translation>
  </message>
  <message>
   <source>Only {0} % of the brain lie within the field of view of the image (at least {1} % should): it shows a part of the head only, or could not be aligned with the standard brain. Check its position and field of view.</source>
   <translation>图像视野内仅有 {0} % 的脑（至少应有 {1} %）：图像仅显示部分头部，或无法与标准脑对齐。请核对其位置和视野。</translation>
  </message>
  <message>
   <source>Only {0} % of the standard brain lies within the series: the registration has failed, or the series shows only a part of the brain. Check the overlay.</source>
   <translation>序列内仅有 {0} % 的标准脑：配准失败，或序列仅显示部分脑。请查看叠加。</translation>
  </message>
  <message>
   <source>Only {0} controls are within {1} years of the patient's age; {2} are needed.</source>
   <translation>仅有 {0} 名对照与患者年龄相差在 {1} 岁以内；需要 {2} 名。</translation>
  </message>
  <message>
   <source>Only {0} of the brain in the series lie within that of the M0; look at both together.</source>
   <translation>序列中的脑仅有 {0} 位于 M0 的脑内；请一并查看二者。</translation>
  </message>
  <message>
   <source>Only {0} of the mask lie in the territory of an artery of the standard brain, so the map is not where it is taken to be; check its alignment with MNI space.</source>
   <translation>掩膜仅有 {0} 位于标准脑的动脉供血区内，因此图不在应处的位置；请核对其与 MNI 空间的对齐。</translation>
  </message>
  <message>
   <source>Only {0} of {1} volumes have been read so far; wait until the series is complete.</source>
   <translation>目前仅读取了 {1} 帧中的 {0} 帧；请等待序列读完。</translation>
  </message>
  <message>
   <source>Only {0} voxels have a value in both scans; at least {1} are needed.</source>
   <translation>仅有 {0} 个体素在两次扫描中均有值；至少需要 {1} 个。</translation>
  </message>
  <message>
   <source>Only {0} voxels of grey matter have both values; at least {1} are needed.</source>
   <translation>仅有 {0} 个灰质体素两者均有值；至少需要 {1} 个。</translation>
  </message>
  <message>
   <source>Only {0} voxels of the mask have both CBF and the metric; at least {1} are needed.</source>
   <translation>掩膜中仅有 {0} 个体素同时有 CBF 和指标；至少需要 {1} 个。</translation>
  </message>
  <message>
   <source>Only {0} voxels: a shift of one voxel or the noise of a few changes the mean of so small a region.</source>
   <translation>仅有 {0} 个体素：移动一个体素或少数体素的噪声即可改变如此小区域的均值。</translation>
  </message>
  <message>
   <source>Opacity</source>
   <translation>不透明度</translation>
  </message>
  <message>
   <source>Opacity of the surface</source>
   <translation>表面的不透明度</translation>
  </message>
  <message>
   <source>Opacity, %</source>
   <translation>不透明度，%</translation>
  </message>
  <message>
   <source>Open a BIDS folder or a processed patient</source>
   <translation>打开 BIDS 文件夹或已处理的患者</translation>
  </message>
  <message>
   <source>Open a BOLD series first.</source>
   <translation>请先打开 BOLD 序列。</translation>
  </message>
  <message>
   <source>Open a BOLD series first: a seed needs time courses.</source>
   <translation>请先打开 BOLD 序列：种子点需要时间序列。</translation>
  </message>
  <message>
   <source>Open a T1 image or a series to see the brain in 3D.</source>
   <translation>打开 T1 图像或序列，即可查看脑的 3D 显示。</translation>
  </message>
  <message>
   <source>Open a comparison…</source>
   <translation>打开比较结果…</translation>
  </message>
  <message>
   <source>Open a map of blood flow and one of activity, such as ReHo, first.</source>
   <translation>请先打开一张血流图和一张活动图（例如 ReHo）。</translation>
  </message>
  <message>
   <source>Open a mask or other regions first: there is nothing to combine this with.</source>
   <translation>请先打开掩膜或其他区域：目前没有可与之组合的内容。</translation>
  </message>
  <message>
   <source>Open a patient</source>
   <translation>打开患者</translation>
  </message>
  <message>
   <source>Open a resting BOLD series first: metrics are computed on its time courses.</source>
   <translation>请先打开静息 BOLD 序列：指标由其时间序列计算。</translation>
  </message>
  <message>
   <source>Open a series (BOLD or ASL) to see its time course at the crosshair.</source>
   <translation>打开序列（BOLD 或 ASL），即可查看十字光标处的时间序列。</translation>
  </message>
  <message>
   <source>Open an ASL series: perfusion is computed on its control and label volumes.</source>
   <translation>请打开 ASL 序列：灌注由其对照像和标记像计算。</translation>
  </message>
  <message>
   <source>Open an image first: a region grows by the values of one.</source>
   <translation>请先打开图像：区域按图像的数值生长。</translation>
  </message>
  <message>
   <source>Open an image first: regions are drawn on the voxels of one.</source>
   <translation>请先打开图像：区域在图像的体素上勾画。</translation>
  </message>
  <message>
   <source>Open an image, then click in a slice.</source>
   <translation>打开图像，然后在层面中单击。</translation>
  </message>
  <message>
   <source>Open another reader's regions</source>
   <translation>打开另一位阅片者的区域</translation>
  </message>
  <message>
   <source>Open another reader's regions…</source>
   <translation>打开另一位阅片者的区域…</translation>
  </message>
  <message>
   <source>Open files</source>
   <translation>打开文件</translation>
  </message>
  <message>
   <source>Open files…</source>
   <translation>打开文件…</translation>
  </message>
  <message>
   <source>Open folder…</source>
   <translation>打开文件夹…</translation>
  </message>
  <message>
   <source>Open images</source>
   <translation>打开图像</translation>
  </message>
  <message>
   <source>Open it</source>
   <translation>打开</translation>
  </message>
  <message>
   <source>Open last session</source>
   <translation>打开上次会话</translation>
  </message>
  <message>
   <source>Open one T1 of this patient to read perfusion by territory.</source>
   <translation>请打开该患者的一个 T1，以便按供血区判读灌注。</translation>
  </message>
  <message>
   <source>Open one T1 of this patient: it tells grey matter, and where the territories are.</source>
   <translation>请打开该患者的一个 T1：由此得知灰质和供血区的位置。</translation>
  </message>
  <message>
   <source>Open patient</source>
   <translation>打开患者</translation>
  </message>
  <message>
   <source>Open patient…</source>
   <translation>打开患者…</translation>
  </message>
  <message>
   <source>Open regions</source>
   <translation>打开区域</translation>
  </message>
  <message>
   <source>Open regions…</source>
   <translation>打开区域…</translation>
  </message>
  <message>
   <source>Open session</source>
   <translation>打开会话</translation>
  </message>
  <message>
   <source>Open session…</source>
   <translation>打开会话…</translation>
  </message>
  <message>
   <source>Open the brain at the three slice planes</source>
   <translation>沿三个层面剖开脑</translation>
  </message>
  <message>
   <source>Open the comparison</source>
   <translation>打开比较结果</translation>
  </message>
  <message>
   <source>Open the folder</source>
   <translation>打开文件夹</translation>
  </message>
  <message>
   <source>Open the folder of a session</source>
   <translation>打开会话的文件夹</translation>
  </message>
  <message>
   <source>Open the patient first whom the comparison is of.</source>
   <translation>请先打开该比较结果所属的患者。</translation>
  </message>
  <message>
   <source>Open the patient's T1 first: the series is aligned with it.</source>
   <translation>请先打开患者的 T1：序列将与其对齐。</translation>
  </message>
  <message>
   <source>Open the prior scan first (Maps, All).</source>
   <translation>请先打开既往扫描（“图”页，“全部”）。</translation>
  </message>
  <message>
   <source>Open the prior scan…</source>
   <translation>打开既往扫描…</translation>
  </message>
  <message>
   <source>Open the processed patient first, then the folder of the prior scan.</source>
   <translation>请先打开已处理的患者，再打开既往扫描的文件夹。</translation>
  </message>
  <message>
   <source>Open the resting series in MNI space</source>
   <translation>打开 MNI 空间的静息序列</translation>
  </message>
  <message>
   <source>Open the scans without processing them</source>
   <translation>打开扫描而不作处理</translation>
  </message>
  <message>
   <source>Open without them</source>
   <translation>不含这些文件而打开</translation>
  </message>
  <message>
   <source>Open {name}</source>
   <translation>打开 {name}</translation>
  </message>
  <message>
   <source>Opening the scans</source>
   <translation>正在打开扫描</translation>
  </message>
  <message>
   <source>Options</source>
   <translation>选项</translation>
  </message>
  <message>
   <source>Or drop files or a folder on this window.</source>
   <translation>或将文件或文件夹拖放到此窗口。</translation>
  </message>
  <message>
   <source>Order</source>
   <translation>顺序</translation>
  </message>
  <message>
   <source>Order of control and label</source>
   <translation>对照像和标记像的顺序</translation>
  </message>
  <message>
   <source>Order of the slices</source>
   <translation>层面的顺序</translation>
  </message>
  <message>
   <source>Orientation from</source>
   <translation>方向来自</translation>
  </message>
  <message>
   <source>Other hemisphere</source>
   <translation>对侧半球</translation>
  </message>
  <message>
   <source>Other, mm³</source>
   <translation>对方，mm³</translation>
  </message>
  <message>
   <source>Outcome Y</source>
   <translation>因变量 Y</translation>
  </message>
  <message>
   <source>Over all</source>
   <translation>覆盖所有区域</translation>
  </message>
  <message>
   <source>Over how many excitations the scanner has summed the differences</source>
   <translation>扫描仪将差值累加了多少次激励</translation>
  </message>
  <message>
   <source>Over nothing</source>
   <translation>仅覆盖空白处</translation>
  </message>
  <message>
   <source>Overlap of the brains</source>
   <translation>脑的重叠</translation>
  </message>
  <message>
   <source>Overlay in 3D</source>
   <translation>3D 叠加图</translation>
  </message>
  <message>
   <source>Overlays less opaque</source>
   <translation>降低叠加图的不透明度</translation>
  </message>
  <message>
   <source>Overlays more opaque</source>
   <translation>提高叠加图的不透明度</translation>
  </message>
  <message>
   <source>Overlays on or off</source>
   <translation>显示或隐藏叠加图</translation>
  </message>
  <message>
   <source>P&amp;reset</source>
   <translation>预设(&amp;R)</translation>
  </message>
  <message>
   <source>PLY, with colours</source>
   <translation>PLY，含颜色</translation>
  </message>
  <message>
   <source>Page {n} of the report</source>
   <translation>报告第 {n} 页</translation>
  </message>
  <message>
   <source>Page: Compare</source>
   <translation>页面：比较</translation>
  </message>
  <message>
   <source>Page: Maps</source>
   <translation>页面：图</translation>
  </message>
  <message>
   <source>Page: Patient</source>
   <translation>页面：患者</translation>
  </message>
  <message>
   <source>Page: Quality</source>
   <translation>页面：质量</translation>
  </message>
  <message>
   <source>Page: Report</source>
   <translation>页面：报告</translation>
  </message>
  <message>
   <source>Pair {n} of {total}: {volumes}, delay {delay} s</source>
   <translation>第 {n}/{total} 对：{volumes}，延迟 {delay} s</translation>
  </message>
  <message>
   <source>Pairs of {name}</source>
   <translation>{name} 的各对</translation>
  </message>
  <message>
   <source>Parade</source>
   <translation>巡览</translation>
  </message>
  <message>
   <source>Parametric cluster p-values are known to be inflated at this threshold (Eklund et al. 2016); the permutation p is told beside them.</source>
   <translation>已知在此阈值下参数法团块 p 值偏小而过于乐观（Eklund et al. 2016）；旁边同时给出置换检验的 p 值。</translation>
  </message>
  <message>
   <source>Partial-volume correction (Asllani et al. 2008); needs both maps of tissue</source>
   <translation>部分容积校正（Asllani et al. 2008）；需要两种组织图</translation>
  </message>
  <message>
   <source>Partition coefficient</source>
   <translation>分配系数</translation>
  </message>
  <message>
   <source>Path</source>
   <translation>路径</translation>
  </message>
  <message>
   <source>Patient</source>
   <translation>患者</translation>
  </message>
  <message>
   <source>Peak {s}</source>
   <translation>峰值 {s}</translation>
  </message>
  <message>
   <source>Peak, mm</source>
   <translation>峰值，mm</translation>
  </message>
  <message>
   <source>People who lack a value are left out and told by line, or refused by name</source>
   <translation>缺少数值者被剔除并按行列出，或按姓名拒绝</translation>
  </message>
  <message>
   <source>PerAF</source>
   <translation>PerAF</translation>
  </message>
  <message>
   <source>Percentile [95 %]</source>
   <translation>百分位 [95 %]</translation>
  </message>
  <message>
   <source>Percentile {p} among {n} controls (median {median}).</source>
   <translation>在 {n} 名对照中的百分位为 {p}（中位数 {median}）。</translation>
  </message>
  <message>
   <source>Perfusion</source>
   <translation>灌注</translation>
  </message>
  <message>
   <source>Perfusion (CBF) and its coupling…</source>
   <translation>灌注 (CBF) 及其耦合…</translation>
  </message>
  <message>
   <source>Perfusion cannot be computed before this is known: {0}. Type it (--set {1}=...).</source>
   <translation>在得知以下内容之前无法计算灌注：{0}。请输入（--set {1}=...）。</translation>
  </message>
  <message>
   <source>Perfusion cannot be computed yet. {question}</source>
   <translation>尚不能计算灌注。{question}</translation>
  </message>
  <message>
   <source>Perfusion in {0} needs an M0 image, which this scan does not have, {1}; give one, or ask for relative perfusion.</source>
   <translation>以 {0} 表示的灌注需要 M0 图像，而此扫描没有，{1}；请提供，或选择相对灌注。</translation>
  </message>
  <message>
   <source>Perfusion is not interpretable: {0}.</source>
   <translation>灌注无法判读：{0}。</translation>
  </message>
  <message>
   <source>Perfusion of {name}</source>
   <translation>{name} 的灌注</translation>
  </message>
  <message>
   <source>Permutations</source>
   <translation>置换次数</translation>
  </message>
  <message>
   <source>Philips scales each scan by slopes of its own, and the files do not tell those of M0 and series; type M0Scale (1 if both hold precise values, P = D / (RS x SS)).</source>
   <translation>Philips 对每次扫描采用各自的缩放斜率，而文件未给出 M0 和序列的斜率；请输入 M0Scale（若二者均为精确值 P = D / (RS x SS) 则为 1）。</translation>
  </message>
  <message>
   <source>Picture</source>
   <translation>图片</translation>
  </message>
  <message>
   <source>Pictures of the maps</source>
   <translation>各图的图片</translation>
  </message>
  <message>
   <source>Pin a region</source>
   <translation>固定一个区域</translation>
  </message>
  <message>
   <source>Pin a seed first: drag with Shift + Ctrl in a slice, then press P.</source>
   <translation>请先固定种子点：在层面中按住 Shift + Ctrl 拖动，然后按 P。</translation>
  </message>
  <message>
   <source>Pin the seed</source>
   <translation>固定种子点</translation>
  </message>
  <message>
   <source>Pin this seed</source>
   <translation>固定此种子点</translation>
  </message>
  <message>
   <source>Plane</source>
   <translation>层面方向</translation>
  </message>
  <message>
   <source>Planes</source>
   <translation>剖面</translation>
  </message>
  <message>
   <source>Play the pairs one after the other</source>
   <translation>依次播放各对</translation>
  </message>
  <message>
   <source>Positions of the voxels</source>
   <translation>体素的位置</translation>
  </message>
  <message>
   <source>Positive</source>
   <translation>阳性</translation>
  </message>
  <message>
   <source>Post-labelling delay</source>
   <translation>标记后延迟时间</translation>
  </message>
  <message>
   <source>Post-labelling delay used</source>
   <translation>所用标记后延迟时间</translation>
  </message>
  <message>
   <source>Pre-specified regions</source>
   <translation>预先指定的脑区</translation>
  </message>
  <message>
   <source>Predictor X</source>
   <translation>自变量 X</translation>
  </message>
  <message>
   <source>Preferences</source>
   <translation>首选项</translation>
  </message>
  <message>
   <source>Preferences…</source>
   <translation>首选项…</translation>
  </message>
  <message>
   <source>Preparation of the series</source>
   <translation>序列的预处理</translation>
  </message>
  <message>
   <source>Preparing fast drawing</source>
   <translation>正在准备快速绘制</translation>
  </message>
  <message>
   <source>Preparing the 3D view</source>
   <translation>正在准备 3D 视图</translation>
  </message>
  <message>
   <source>Preparing the DICOM segmentation</source>
   <translation>正在准备 DICOM 分割</translation>
  </message>
  <message>
   <source>Preparing the realignment</source>
   <translation>正在准备头动校正</translation>
  </message>
  <message>
   <source>Preparing the series</source>
   <translation>正在准备序列</translation>
  </message>
  <message>
   <source>Preparing the table …</source>
   <translation>正在准备表格 …</translation>
  </message>
  <message>
   <source>Preset</source>
   <translation>预设</translation>
  </message>
  <message>
   <source>Preset: none</source>
   <translation>预设：无</translation>
  </message>
  <message>
   <source>Press 2 for the brush and paint in a slice; the tab Numbers below tells what is inside. Ctrl+Z takes a stroke back. The Report page puts one page together for the patient: slices, values, methods, and your comment, as PDF. Ctrl+K finds every command, the key ? shows all keys.</source>
   <translation>按 2 选择画笔，在层面中涂绘；下方的“数值”选项卡显示其中的数值。Ctrl+Z 撤销一笔。“报告”页为患者汇成一页 PDF：层面、数值、方法和您的意见。Ctrl+K 可找到每个命令，? 键显示所有按键。</translation>
  </message>
  <message>
   <source>Previous timepoint</source>
   <translation>上一时间点</translation>
  </message>
  <message>
   <source>Prior</source>
   <translation>既往</translation>
  </message>
  <message>
   <source>Prior scan</source>
   <translation>既往扫描</translation>
  </message>
  <message>
   <source>Prior scan in place of the current one, and back</source>
   <translation>以既往扫描替换当前扫描，再切换回来</translation>
  </message>
  <message>
   <source>Prior scan: {statistic}</source>
   <translation>既往扫描：{statistic}</translation>
  </message>
  <message>
   <source>Process these scans…</source>
   <translation>处理这些扫描…</translation>
  </message>
  <message>
   <source>Process {name}</source>
   <translation>处理 {name}</translation>
  </message>
  <message>
   <source>Processing</source>
   <translation>处理</translation>
  </message>
  <message>
   <source>Published example</source>
   <translation>已发表的示例</translation>
  </message>
  <message>
   <source>Published example: node graphs…</source>
   <translation>已发表的示例：节点网络图…</translation>
  </message>
  <message>
   <source>Put the numbers of all regions, as they are now, into the report</source>
   <translation>将所有区域的当前数值加入报告</translation>
  </message>
  <message>
   <source>Putting the report together</source>
   <translation>正在生成报告</translation>
  </message>
  <message>
   <source>Quality</source>
   <translation>质量</translation>
  </message>
  <message>
   <source>Quality is told from scans, and more of it once they are processed. Open a patient first.</source>
   <translation>质量由扫描得出，处理后可得到更多。请先打开患者。</translation>
  </message>
  <message>
   <source>Quality of the patient</source>
   <translation>患者的质量</translation>
  </message>
  <message>
   <source>Quality of the perfusion map</source>
   <translation>灌注图的质量</translation>
  </message>
  <message>
   <source>Quality of {subject}</source>
   <translation>{subject} 的质量</translation>
  </message>
  <message>
   <source>Quality page</source>
   <translation>质量页</translation>
  </message>
  <message>
   <source>Quartiles</source>
   <translation>四分位数</translation>
  </message>
  <message>
   <source>Question</source>
   <translation>问题</translation>
  </message>
  <message>
   <source>Quit</source>
   <translation>退出</translation>
  </message>
  <message>
   <source>ROC</source>
   <translation>ROC</translation>
  </message>
  <message>
   <source>Radiological</source>
   <translation>放射学</translation>
  </message>
  <message>
   <source>Radiological convention: left of the slices is the patient's RIGHT.</source>
   <translation>放射学显示：层面的左侧为患者的右侧。</translation>
  </message>
  <message>
   <source>Radiological: left of the screen is the patient's right</source>
   <translation>放射学：屏幕左侧为患者右侧</translation>
  </message>
  <message>
   <source>Radiological: screen left = patient's RIGHT</source>
   <translation>放射学：屏幕左侧 = 患者右侧</translation>
  </message>
  <message>
   <source>Radiologist's comment</source>
   <translation>放射科医师意见</translation>
  </message>
  <message>
   <source>Radius of the sphere, half the side of the box</source>
   <translation>球体的半径，或方盒边长的一半</translation>
  </message>
  <message>
   <source>Radius, mm</source>
   <translation>半径，mm</translation>
  </message>
  <message>
   <source>Random maps of the same smoothness</source>
   <translation>平滑度相同的随机图</translation>
  </message>
  <message>
   <source>Random seed</source>
   <translation>随机种子</translation>
  </message>
  <message>
   <source>ReHo</source>
   <translation>ReHo</translation>
  </message>
  <message>
   <source>Read again</source>
   <translation>重新读取</translation>
  </message>
  <message>
   <source>Read by territory</source>
   <translation>按供血区判读</translation>
  </message>
  <message>
   <source>Read from a folder, which holds no maps of the controls: the strip at the crosshair, the calibration and the parade are there after a comparison that is made here.</source>
   <translation>结果读自文件夹，其中不含对照组的参数图：十字线处的常模条、校准和对照轮播仅在此处进行比较后可用。</translation>
  </message>
  <message>
   <source>Read {name}</source>
   <translation>读取 {name}</translation>
  </message>
  <message>
   <source>Reading and computing</source>
   <translation>读取与计算</translation>
  </message>
  <message>
   <source>Reading perfusion</source>
   <translation>正在判读灌注</translation>
  </message>
  <message>
   <source>Reading tSNR</source>
   <translation>正在读取 tSNR</translation>
  </message>
  <message>
   <source>Reading the DICOM segmentation back</source>
   <translation>正在读回 DICOM 分割</translation>
  </message>
  <message>
   <source>Reading the DICOM series</source>
   <translation>正在读取 DICOM 序列</translation>
  </message>
  <message>
   <source>Reading the arrival times</source>
   <translation>正在读取到达时间</translation>
  </message>
  <message>
   <source>Reading the comparison</source>
   <translation>正在读取比较结果</translation>
  </message>
  <message>
   <source>Reading the graph</source>
   <translation>正在读取网络图</translation>
  </message>
  <message>
   <source>Reading the log</source>
   <translation>正在读取日志</translation>
  </message>
  <message>
   <source>Reading the maps</source>
   <translation>正在读取各图</translation>
  </message>
  <message>
   <source>Reading the patient</source>
   <translation>正在读取患者</translation>
  </message>
  <message>
   <source>Reading the prior scan</source>
   <translation>正在读取既往扫描</translation>
  </message>
  <message>
   <source>Reading the resting series</source>
   <translation>正在读取静息序列</translation>
  </message>
  <message>
   <source>Reading the series</source>
   <translation>正在读取序列</translation>
  </message>
  <message>
   <source>Reading the template</source>
   <translation>正在读取模板</translation>
  </message>
  <message>
   <source>Reading the template's surface</source>
   <translation>正在读取模板的表面</translation>
  </message>
  <message>
   <source>Reading the transforms</source>
   <translation>正在读取变换</translation>
  </message>
  <message>
   <source>Reading: {n} of {total} volumes are here.</source>
   <translation>正在读取：{total} 帧中已有 {n} 帧。</translation>
  </message>
  <message>
   <source>Readout</source>
   <translation>读出方式</translation>
  </message>
  <message>
   <source>Realignment failed: its program gave no motion for some volumes.</source>
   <translation>头动校正失败：程序未给出某些帧的头动。</translation>
  </message>
  <message>
   <source>Realignment failed: its program gave no motion.</source>
   <translation>头动校正失败：程序未给出头动。</translation>
  </message>
  <message>
   <source>Realignment needs a series of at least two volumes, but this is a single image.</source>
   <translation>头动校正需要至少两帧的序列，而这是单幅图像。</translation>
  </message>
  <message>
   <source>Reason</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Recent</source>
   <translation>最近</translation>
  </message>
  <message>
   <source>Recent patients</source>
   <translation>最近的患者</translation>
  </message>
  <message>
   <source>Recognise {name}</source>
   <translation>识别 {name}</translation>
  </message>
  <message>
   <source>Recover</source>
   <translation>恢复</translation>
  </message>
  <message>
   <source>Red lights</source>
   <translation>红灯</translation>
  </message>
  <message>
   <source>Redo</source>
   <translation>重做</translation>
  </message>
  <message>
   <source>Reducing the image</source>
   <translation>正在缩小图像</translation>
  </message>
  <message>
   <source>Reference tissue</source>
   <translation>参考组织</translation>
  </message>
  <message>
   <source>Region</source>
   <translation>区域</translation>
  </message>
  <message>
   <source>Region 1</source>
   <translation>区域 1</translation>
  </message>
  <message>
   <source>Region at a known place…</source>
   <translation>在已知位置建立区域…</translation>
  </message>
  <message>
   <source>Region card</source>
   <translation>脑区卡片</translation>
  </message>
  <message>
   <source>Region card of a region…</source>
   <translation>某一脑区的卡片…</translation>
  </message>
  <message>
   <source>Region card: all that is known of the region at the crosshair</source>
   <translation>脑区卡片：十字光标处脑区的全部已知信息</translation>
  </message>
  <message>
   <source>Region {name}</source>
   <translation>区域 {name}</translation>
  </message>
  <message>
   <source>Regions</source>
   <translation>区域</translation>
  </message>
  <message>
   <source>Regions (*.nii.gz *.nii *.dcm)</source>
   <translation>区域 (*.nii.gz *.nii *.dcm)</translation>
  </message>
  <message>
   <source>Regions (*.nii.gz *.nii)</source>
   <translation>区域 (*.nii.gz *.nii)</translation>
  </message>
  <message>
   <source>Regions are known in MNI space only: process the patient, or open images in MNI space.</source>
   <translation>脑区仅在 MNI 空间中已知：请处理该患者，或打开 MNI 空间的图像。</translation>
  </message>
  <message>
   <source>Regions for the report</source>
   <translation>用于报告的区域</translation>
  </message>
  <message>
   <source>Regions in 3D</source>
   <translation>3D 区域</translation>
  </message>
  <message>
   <source>Regions of "{0}" overlap; a voxel can belong to one region here, so they are not opened.</source>
   <translation>“{0}”的区域相互重叠；此处一个体素只能属于一个区域，因此未打开。</translation>
  </message>
  <message>
   <source>Regions of AAL</source>
   <translation>AAL 脑区</translation>
  </message>
  <message>
   <source>Regions were being drawn when the program ended. Nothing is lost.</source>
   <translation>程序结束时正在勾画区域。没有任何丢失。</translation>
  </message>
  <message>
   <source>Registration</source>
   <translation>配准</translation>
  </message>
  <message>
   <source>Registrations</source>
   <translation>配准</translation>
  </message>
  <message>
   <source>Relative perfusion instead</source>
   <translation>改用相对灌注</translation>
  </message>
  <message>
   <source>Relative to each scan's mean</source>
   <translation>相对于各次扫描的均值</translation>
  </message>
  <message>
   <source>Relaxation before the M0 (TR)</source>
   <translation>M0 之前的弛豫时间 (TR)</translation>
  </message>
  <message>
   <source>Remember patients</source>
   <translation>记住患者</translation>
  </message>
  <message>
   <source>Remember the patients who were open last</source>
   <translation>记住最近打开的患者</translation>
  </message>
  <message>
   <source>Remove the decoded series from the disk</source>
   <translation>从磁盘删除解码后的序列</translation>
  </message>
  <message>
   <source>Remove the graph from the brain</source>
   <translation>从脑上移除网络图</translation>
  </message>
  <message>
   <source>Remove the seed</source>
   <translation>移除种子点</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>重命名</translation>
  </message>
  <message>
   <source>Rename…</source>
   <translation>重命名…</translation>
  </message>
  <message>
   <source>Repeats of folds</source>
   <translation>折的重复次数</translation>
  </message>
  <message>
   <source>Repetition time (TR)</source>
   <translation>重复时间 (TR)</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>报告</translation>
  </message>
  <message>
   <source>Resamples</source>
   <translation>重抽样次数</translation>
  </message>
  <message>
   <source>Research use; not a diagnosis. Made by {versions}.</source>
   <translation>仅供研究；不作为诊断。由 {versions} 生成。</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>重置</translation>
  </message>
  <message>
   <source>Resolution</source>
   <translation>分辨率</translation>
  </message>
  <message>
   <source>Resting series in MNI</source>
   <translation>MNI 空间的静息序列</translation>
  </message>
  <message>
   <source>Restore</source>
   <translation>恢复</translation>
  </message>
  <message>
   <source>Restore the view of a figure</source>
   <translation>恢复图片的视图</translation>
  </message>
  <message>
   <source>Result</source>
   <translation>结果</translation>
  </message>
  <message>
   <source>Result, large</source>
   <translation>结果（放大）</translation>
  </message>
  <message>
   <source>Results in</source>
   <translation>结果存放于</translation>
  </message>
  <message>
   <source>Right</source>
   <translation>右</translation>
  </message>
  <message>
   <source>Right drag</source>
   <translation>右键拖动</translation>
  </message>
  <message>
   <source>Role</source>
   <translation>用途</translation>
  </message>
  <message>
   <source>Run</source>
   <translation>运行</translation>
  </message>
  <message>
   <source>SD</source>
   <translation>SD</translation>
  </message>
  <message>
   <source>STL</source>
   <translation>STL</translation>
  </message>
  <message>
   <source>Sagittal</source>
   <translation>矢状位</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>保存</translation>
  </message>
  <message>
   <source>Save HTML…</source>
   <translation>保存 HTML…</translation>
  </message>
  <message>
   <source>Save PDF…</source>
   <translation>保存 PDF…</translation>
  </message>
  <message>
   <source>Save as preset</source>
   <translation>另存为预设</translation>
  </message>
  <message>
   <source>Save figure</source>
   <translation>保存图片</translation>
  </message>
  <message>
   <source>Save map…</source>
   <translation>保存图…</translation>
  </message>
  <message>
   <source>Save names and colours</source>
   <translation>保存名称和颜色</translation>
  </message>
  <message>
   <source>Save preset</source>
   <translation>保存预设</translation>
  </message>
  <message>
   <source>Save preset…</source>
   <translation>保存预设…</translation>
  </message>
  <message>
   <source>Save regions</source>
   <translation>保存区域</translation>
  </message>
  <message>
   <source>Save regions as…</source>
   <translation>区域另存为…</translation>
  </message>
  <message>
   <source>Save session</source>
   <translation>保存会话</translation>
  </message>
  <message>
   <source>Save session as…</source>
   <translation>会话另存为…</translation>
  </message>
  <message>
   <source>Save steps and options as a preset…</source>
   <translation>将步骤和选项保存为预设…</translation>
  </message>
  <message>
   <source>Save the DICOM segmentation</source>
   <translation>保存 DICOM 分割</translation>
  </message>
  <message>
   <source>Save the cluster table</source>
   <translation>保存团块表</translation>
  </message>
  <message>
   <source>Save the comparison</source>
   <translation>保存比较</translation>
  </message>
  <message>
   <source>Save the comparison into a folder</source>
   <translation>将比较保存到文件夹</translation>
  </message>
  <message>
   <source>Save the map, its mask and its provenance in</source>
   <translation>将图、其掩膜和溯源信息保存到</translation>
  </message>
  <message>
   <source>Save the numbers of all regions</source>
   <translation>保存所有区域的数值</translation>
  </message>
  <message>
   <source>Save the numbers of all regions as TSV or CSV</source>
   <translation>将所有区域的数值保存为 TSV 或 CSV</translation>
  </message>
  <message>
   <source>Save the regions</source>
   <translation>保存区域</translation>
  </message>
  <message>
   <source>Save the report</source>
   <translation>保存报告</translation>
  </message>
  <message>
   <source>Save the result</source>
   <translation>保存结果</translation>
  </message>
  <message>
   <source>Save the result into a folder</source>
   <translation>将结果保存到文件夹</translation>
  </message>
  <message>
   <source>Save the session as a folder:</source>
   <translation>将会话保存为文件夹：</translation>
  </message>
  <message>
   <source>Save the table</source>
   <translation>保存表格</translation>
  </message>
  <message>
   <source>Save the table of both scans</source>
   <translation>保存两次扫描的表格</translation>
  </message>
  <message>
   <source>Save the table…</source>
   <translation>保存表格…</translation>
  </message>
  <message>
   <source>Save the whole table as TSV or CSV</source>
   <translation>将整个表格保存为 TSV 或 CSV</translation>
  </message>
  <message>
   <source>Save with what is not ticked marked</source>
   <translation>未勾选者加标记后保存</translation>
  </message>
  <message>
   <source>Save {name}</source>
   <translation>保存 {name}</translation>
  </message>
  <message>
   <source>Save…</source>
   <translation>保存…</translation>
  </message>
  <message>
   <source>Say where the middle of the head is: this scan is not in MNI space nor processed.</source>
   <translation>请指出头部的正中位置：此扫描既不在 MNI 空间，也未经处理。</translation>
  </message>
  <message>
   <source>Scale of the M0</source>
   <translation>M0 的缩放</translation>
  </message>
  <message>
   <source>Scale of the differences</source>
   <translation>差值图的缩放</translation>
  </message>
  <message>
   <source>Scanned on</source>
   <translation>扫描日期</translation>
  </message>
  <message>
   <source>Scanner space</source>
   <translation>扫描仪空间</translation>
  </message>
  <message>
   <source>Scans (*.nii *.nii.gz *.zip *.dcm *.ima);;All files (*)</source>
   <translation>扫描 (*.nii *.nii.gz *.zip *.dcm *.ima);;所有文件 (*)</translation>
  </message>
  <message>
   <source>Scrub above, mm</source>
   <translation>剔除阈值，mm</translation>
  </message>
  <message>
   <source>Scrubbing needs the head motion of every volume; give the motion file.</source>
   <translation>剔除需要每一帧的头动；请提供头动文件。</translation>
  </message>
  <message>
   <source>Se&amp;x</source>
   <translation>性别(&amp;X)</translation>
  </message>
  <message>
   <source>Search in</source>
   <translation>检索范围</translation>
  </message>
  <message>
   <source>Second</source>
   <translation>第二</translation>
  </message>
  <message>
   <source>Second reader</source>
   <translation>第二阅片者</translation>
  </message>
  <message>
   <source>Second scan on the grid of the first</source>
   <translation>第二次扫描转换到第一次的网格</translation>
  </message>
  <message>
   <source>See the prior map in place of the current one, and back</source>
   <translation>在当前图的位置查看既往图，再切换回来</translation>
  </message>
  <message>
   <source>Seed</source>
   <translation>种子点</translation>
  </message>
  <message>
   <source>Seed at a known place…</source>
   <translation>在已知位置设置种子点…</translation>
  </message>
  <message>
   <source>Seed connectivity</source>
   <translation>种子点连接</translation>
  </message>
  <message>
   <source>Seed tool</source>
   <translation>种子点工具</translation>
  </message>
  <message>
   <source>Seed tool on or off: live connectivity</source>
   <translation>打开或关闭种子点工具：实时连接</translation>
  </message>
  <message>
   <source>Seed, SD</source>
   <translation>种子点，SD</translation>
  </message>
  <message>
   <source>Seed, more, less</source>
   <translation>种子点、增高、降低</translation>
  </message>
  <message>
   <source>Select an image that is seen: the regions are brought to its voxels.</source>
   <translation>请选择一幅正在显示的图像：区域将转换到其体素。</translation>
  </message>
  <message>
   <source>Select two or more regions in the list to merge them.</source>
   <translation>请在列表中选择两个或更多区域以合并。</translation>
  </message>
  <message>
   <source>Sensitivity</source>
   <translation>灵敏度</translation>
  </message>
  <message>
   <source>Separating the brain</source>
   <translation>正在分离脑组织</translation>
  </message>
  <message>
   <source>Series</source>
   <translation>序列</translation>
  </message>
  <message>
   <source>Series on the outlines of the anatomy</source>
   <translation>序列与解剖轮廓</translation>
  </message>
  <message>
   <source>Series that were found</source>
   <translation>找到的序列</translation>
  </message>
  <message>
   <source>Series that were opened are kept decoded, so that they open at once the next time; 20 GB at most. Emptied, they are decoded again when they are opened. Your scans are not touched.</source>
   <translation>打开过的序列以解码形式保留，下次可立即打开；最多 20 GB。清空后，再次打开时会重新解码。您的扫描不受影响。</translation>
  </message>
  <message>
   <source>Series to MNI space, one interpolation</source>
   <translation>序列变换到 MNI 空间，仅插值一次</translation>
  </message>
  <message>
   <source>Series {numbers} are all {role}: keep one of them, and set the others to other or ignore.</source>
   <translation>序列 {numbers} 均为{role}：请保留其中一个，其余设为“其他”或“忽略”。</translation>
  </message>
  <message>
   <source>Series {numbers} is not kept in "{name}": set it to ignore, or keep these scans as a new visit.</source>
   <translation>序列 {numbers} 未保存在“{name}”中：请将其设为忽略，或将这些扫描作为新的一次就诊保存。</translation>
  </message>
  <message>
   <source>Series {n} ({role})</source>
   <translation>序列 {n}（{role}）</translation>
  </message>
  <message>
   <source>Series {n} ({role}) cannot be processed: {why} Set it to "other" to process without it; "Only look" opens it as it is.</source>
   <translation>序列 {n}（{role}）无法处理：{why} 请将其设为“其他”，不含它继续处理；“仅查看”可直接打开原始图像。</translation>
  </message>
  <message>
   <source>Series {n} cannot be used: {why}</source>
   <translation>序列 {n} 无法使用：{why}</translation>
  </message>
  <message>
   <source>Series {n} could not be kept; nothing was processed.</source>
   <translation>序列 {n} 无法保留；未作任何处理。</translation>
  </message>
  <message>
   <source>Series {n} has {volumes} volumes and cannot be {role}.</source>
   <translation>序列 {n} 有 {volumes} 帧，不能作为{role}。</translation>
  </message>
  <message>
   <source>Series {n} is a single volume and cannot be {role}.</source>
   <translation>序列 {n} 只有一帧，不能作为{role}。</translation>
  </message>
  <message>
   <source>Series {n} is used as</source>
   <translation>序列 {n} 用作</translation>
  </message>
  <message>
   <source>Several delays</source>
   <translation>多个延迟</translation>
  </message>
  <message>
   <source>Several series have these voxels. Which one was drawn on?</source>
   <translation>有多个序列具有这些体素。区域是在哪一个上勾画的？</translation>
  </message>
  <message>
   <source>Sex</source>
   <translation>性别</translation>
  </message>
  <message>
   <source>Share of each region within the field of view of every volume; lost signal shows in the tSNR.</source>
   <translation>每个脑区在所有帧视野内的比例；信号丢失见 tSNR。</translation>
  </message>
  <message>
   <source>Share of the cluster, and in brackets of the region</source>
   <translation>占团块的比例，括号内为占脑区的比例</translation>
  </message>
  <message>
   <source>Shift + Ctrl + left drag</source>
   <translation>Shift + Ctrl + 左键拖动</translation>
  </message>
  <message>
   <source>Shift + wheel</source>
   <translation>Shift + 滚轮</translation>
  </message>
  <message>
   <source>Short names</source>
   <translation>简短名称</translation>
  </message>
  <message>
   <source>Shortcuts and gestures</source>
   <translation>快捷键与手势</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Show a graph in the brain…</source>
   <translation>在脑上显示网络图…</translation>
  </message>
  <message>
   <source>Show a map in MNI space: its clusters are listed here.</source>
   <translation>请显示一张 MNI 空间的图：其团块列于此处。</translation>
  </message>
  <message>
   <source>Show a map with a threshold first: a click then takes the cluster under it.</source>
   <translation>请先显示一张带阈值的图：此后单击即取其下的团块。</translation>
  </message>
  <message>
   <source>Show only this one</source>
   <translation>仅显示此项</translation>
  </message>
  <message>
   <source>Show or hide this layer</source>
   <translation>显示或隐藏此图层</translation>
  </message>
  <message>
   <source>Show the Maps page</source>
   <translation>显示“图”页</translation>
  </message>
  <message>
   <source>Show the Report page</source>
   <translation>显示“报告”页</translation>
  </message>
  <message>
   <source>Show values above the threshold</source>
   <translation>显示高于阈值的值</translation>
  </message>
  <message>
   <source>Show values below −threshold</source>
   <translation>显示低于负阈值（−阈值）的值</translation>
  </message>
  <message>
   <source>Shown</source>
   <translation>显示</translation>
  </message>
  <message>
   <source>Shown and tested</source>
   <translation>显示和检验</translation>
  </message>
  <message>
   <source>Shown now.</source>
   <translation>当前显示。</translation>
  </message>
  <message>
   <source>Side</source>
   <translation>侧别</translation>
  </message>
  <message>
   <source>Side by side</source>
   <translation>并排</translation>
  </message>
  <message>
   <source>Side by side…</source>
   <translation>并排…</translation>
  </message>
  <message>
   <source>Signal</source>
   <translation>信号</translation>
  </message>
  <message>
   <source>Signal of relaxed blood</source>
   <translation>完全弛豫血液的信号</translation>
  </message>
  <message>
   <source>Signal, SD</source>
   <translation>信号，SD</translation>
  </message>
  <message>
   <source>Signs</source>
   <translation>符号</translation>
  </message>
  <message>
   <source>Single voxels of two scans differ by noise; 0 for none</source>
   <translation>两次扫描的单个体素因噪声而不同；0 表示不平滑</translation>
  </message>
  <message>
   <source>Six sides</source>
   <translation>六个侧面</translation>
  </message>
  <message>
   <source>Size</source>
   <translation>大小</translation>
  </message>
  <message>
   <source>Size of the decoded series</source>
   <translation>解码后序列的大小</translation>
  </message>
  <message>
   <source>Skewness</source>
   <translation>偏度</translation>
  </message>
  <message>
   <source>Slab saturated before the M0</source>
   <translation>M0 之前层块被饱和</translation>
  </message>
  <message>
   <source>Slice timing</source>
   <translation>层面时间校正</translation>
  </message>
  <message>
   <source>Slice timing and head motion</source>
   <translation>层面时间校正与头动校正</translation>
  </message>
  <message>
   <source>SliceTiming has {0} times, but the image has {1} slices.</source>
   <translation>SliceTiming 有 {0} 个时间，而图像有 {1} 层。</translation>
  </message>
  <message>
   <source>Slices</source>
   <translation>层面</translation>
  </message>
  <message>
   <source>Slices through the crosshair</source>
   <translation>经过十字光标的层面</translation>
  </message>
  <message>
   <source>Slope of</source>
   <translation>斜率变量</translation>
  </message>
  <message>
   <source>Slope: regression</source>
   <translation>斜率：回归</translation>
  </message>
  <message>
   <source>Smaller text</source>
   <translation>缩小文字</translation>
  </message>
  <message>
   <source>Smooth (ALFF, FC), mm</source>
   <translation>平滑（ALFF、FC），mm</translation>
  </message>
  <message>
   <source>Smooth between voxels</source>
   <translation>体素间平滑显示</translation>
  </message>
  <message>
   <source>Smooth both, mm</source>
   <translation>两者平滑，mm</translation>
  </message>
  <message>
   <source>Smooth by (FWHM, mm)</source>
   <translation>平滑核 (FWHM, mm)</translation>
  </message>
  <message>
   <source>Smooth the M0, mm</source>
   <translation>M0 平滑，mm</translation>
  </message>
  <message>
   <source>Smooth the result by</source>
   <translation>结果平滑核</translation>
  </message>
  <message>
   <source>Smoothing both scans</source>
   <translation>正在平滑两次扫描</translation>
  </message>
  <message>
   <source>Smoothing the maps</source>
   <translation>正在平滑各图</translation>
  </message>
  <message>
   <source>Smoothness of</source>
   <translation>平滑度取自</translation>
  </message>
  <message>
   <source>Smoothness of this map: real clusters count as smooth.</source>
   <translation>此图的平滑度：真实团块也会被计为平滑。</translation>
  </message>
  <message>
   <source>Smooth…</source>
   <translation>平滑…</translation>
  </message>
  <message>
   <source>So far, after {done} of {planned} permutations.</source>
   <translation>目前为止，已完成 {planned} 次置换中的 {done} 次。</translation>
  </message>
  <message>
   <source>Something failed unexpectedly ({kind}); the log has the details.</source>
   <translation>发生意外失败（{kind}）；详情见日志。</translation>
  </message>
  <message>
   <source>Something was changed; update the preview before you save.</source>
   <translation>内容已更改；保存前请更新预览。</translation>
  </message>
  <message>
   <source>Sources</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>Space ticks, Alt+Up and Alt+Down move a line</source>
   <translation>空格键勾选，Alt+↑ 和 Alt+↓ 移动一行</translation>
  </message>
  <message>
   <source>Spacing</source>
   <translation>间距</translation>
  </message>
  <message>
   <source>Specificity</source>
   <translation>特异度</translation>
  </message>
  <message>
   <source>Spectrum to {last}</source>
   <translation>频谱至 {last}</translation>
  </message>
  <message>
   <source>Sphere or box</source>
   <translation>球体或方盒</translation>
  </message>
  <message>
   <source>Sphere or box at a click</source>
   <translation>单击处的球体或方盒</translation>
  </message>
  <message>
   <source>Spheres in MNI space, with where they come from in resources/seeds</source>
   <translation>MNI 空间的球体，其出处见 resources/seeds</translation>
  </message>
  <message>
   <source>Split</source>
   <translation>拆分</translation>
  </message>
  <message>
   <source>Stage</source>
   <translation>阶段</translation>
  </message>
  <message>
   <source>Standardised</source>
   <translation>标准化</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>开始</translation>
  </message>
  <message>
   <source>State</source>
   <translation>状态</translation>
  </message>
  <message>
   <source>Step</source>
   <translation>步骤</translation>
  </message>
  <message>
   <source>Still to be answered: {what}.</source>
   <translation>尚待回答：{what}。</translation>
  </message>
  <message>
   <source>Stopped. Started again, it goes on where it was.</source>
   <translation>已停止。再次启动时从原处继续。</translation>
  </message>
  <message>
   <source>Stops at the border of the brain mask, where one is open</source>
   <translation>若已打开脑掩膜，则止于其边界</translation>
  </message>
  <message>
   <source>Strongest links (r of mean courses):</source>
   <translation>最强连接（平均时间序列的 r）：</translation>
  </message>
  <message>
   <source>Student's t</source>
   <translation>Student t</translation>
  </message>
  <message>
   <source>Study</source>
   <translation>研究</translation>
  </message>
  <message>
   <source>Study: {section}</source>
   <translation>研究：{section}</translation>
  </message>
  <message>
   <source>Subtraction</source>
   <translation>相减</translation>
  </message>
  <message>
   <source>Suppression pulses</source>
   <translation>抑制脉冲数</translation>
  </message>
  <message>
   <source>Surface</source>
   <translation>表面</translation>
  </message>
  <message>
   <source>Surfaces</source>
   <translation>表面</translation>
  </message>
  <message>
   <source>Surfaces of the regions</source>
   <translation>区域的表面</translation>
  </message>
  <message>
   <source>Swap control and label</source>
   <translation>交换对照像和标记像</translation>
  </message>
  <message>
   <source>T1</source>
   <translation>T1</translation>
  </message>
  <message>
   <source>T1 in MNI</source>
   <translation>MNI 空间的 T1</translation>
  </message>
  <message>
   <source>T1 of arterial blood</source>
   <translation>动脉血 T1</translation>
  </message>
  <message>
   <source>T1 of blood</source>
   <translation>血液 T1</translation>
  </message>
  <message>
   <source>T1 of tissue</source>
   <translation>组织 T1</translation>
  </message>
  <message>
   <source>T1 of tissue, for an M0 with a short TR</source>
   <translation>组织 T1，用于 TR 较短的 M0</translation>
  </message>
  <message>
   <source>T1 on the outlines of the template</source>
   <translation>T1 与模板轮廓</translation>
  </message>
  <message>
   <source>T1, bias corrected</source>
   <translation>T1，偏置场已校正</translation>
  </message>
  <message>
   <source>T1: brain, tissues, way to MNI space</source>
   <translation>T1：脑、组织、到 MNI 空间的变换</translation>
  </message>
  <message>
   <source>TE</source>
   <translation>TE</translation>
  </message>
  <message>
   <source>TFCE: permutation</source>
   <translation>TFCE：置换检验</translation>
  </message>
  <message>
   <source>TR</source>
   <translation>TR</translation>
  </message>
  <message>
   <source>TR unknown</source>
   <translation>TR 未知</translation>
  </message>
  <message>
   <source>TSV or CSV such as participants.tsv: one row a person, with a header line</source>
   <translation>TSV 或 CSV，例如 participants.tsv：每人一行，带标题行</translation>
  </message>
  <message>
   <source>Table</source>
   <translation>表格</translation>
  </message>
  <message>
   <source>Table and figure in a window of their own</source>
   <translation>在单独的窗口中显示表格和图</translation>
  </message>
  <message>
   <source>Tables (*.tsv *.csv *.txt);;All files (*)</source>
   <translation>表格 (*.tsv *.csv *.txt);;所有文件 (*)</translation>
  </message>
  <message>
   <source>Tables (*.tsv *.csv)</source>
   <translation>表格 (*.tsv *.csv)</translation>
  </message>
  <message>
   <source>Tables (*.tsv *.csv);;All files (*)</source>
   <translation>表格 (*.tsv *.csv);;所有文件 (*)</translation>
  </message>
  <message>
   <source>Tables (*.tsv);;All files (*)</source>
   <translation>表格 (*.tsv);;所有文件 (*)</translation>
  </message>
  <message>
   <source>Take a tool over the views (2 to 6) and draw: regions are listed here.</source>
   <translation>在视图上方选择工具（2 至 6）并勾画：区域列于此处。</translation>
  </message>
  <message>
   <source>Take away</source>
   <translation>去除</translation>
  </message>
  <message>
   <source>Take away a mask or another region…</source>
   <translation>去除掩膜或另一区域…</translation>
  </message>
  <message>
   <source>Take its facts</source>
   <translation>采用其信息</translation>
  </message>
  <message>
   <source>Take k ≥ {k}</source>
   <translation>取 k ≥ {k}</translation>
  </message>
  <message>
   <source>Take out a slow drift</source>
   <translation>去除缓慢漂移</translation>
  </message>
  <message>
   <source>Take the name of the atlas region that it is in</source>
   <translation>采用其所在图谱脑区的名称</translation>
  </message>
  <message>
   <source>Take the size that random field theory asks for</source>
   <translation>采用随机场理论要求的大小</translation>
  </message>
  <message>
   <source>Take this value</source>
   <translation>采用此值</translation>
  </message>
  <message>
   <source>Take {name} from Compare</source>
   <translation>从“比较”取用 {name}</translation>
  </message>
  <message>
   <source>Takes out what changes the whole brain, such as caffeine</source>
   <translation>去除使全脑改变的因素，例如咖啡因</translation>
  </message>
  <message>
   <source>Temporal signal-to-noise ratio</source>
   <translation>时间信噪比</translation>
  </message>
  <message>
   <source>Territories</source>
   <translation>供血区</translation>
  </message>
  <message>
   <source>Territories and sides</source>
   <translation>供血区与侧别</translation>
  </message>
  <message>
   <source>Territories are told in MNI space, to which the T1 of the patient leads.</source>
   <translation>供血区在 MNI 空间中判定，由患者的 T1 变换而至。</translation>
  </message>
  <message>
   <source>Territories follow a rule over the regions of AAL. They are approximate: arteries vary between people, and published maps agree in four of five voxels.</source>
   <translation>供血区按 AAL 脑区的规则划定，为近似值：动脉因人而异，已发表的各图谱约五分之四的体素一致。</translation>
  </message>
  <message>
   <source>Territories of {name}</source>
   <translation>{name} 的供血区</translation>
  </message>
  <message>
   <source>Territory</source>
   <translation>供血区</translation>
  </message>
  <message>
   <source>Test</source>
   <translation>检验</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>文字</translation>
  </message>
  <message>
   <source>Text &amp;size</source>
   <translation>文字大小(&amp;S)</translation>
  </message>
  <message>
   <source>That changes nothing in {name}.</source>
   <translation>这不会改变 {name} 中的任何内容。</translation>
  </message>
  <message>
   <source>That of the computer</source>
   <translation>与计算机一致</translation>
  </message>
  <message>
   <source>The 3D view is being prepared.</source>
   <translation>正在准备 3D 视图。</translation>
  </message>
  <message>
   <source>The BOLD image is a single volume, but a series of volumes over time is needed.</source>
   <translation>BOLD 图像是单帧，而需要随时间变化的多帧序列。</translation>
  </message>
  <message>
   <source>The BOLD series ({0}, {1} volumes) needs {2} GB of memory to be processed, but {3} GB are free. Close other programs, use a computer with more memory, or process a part of the volumes. Is it the right series?</source>
   <translation>BOLD 序列（{0}，{1} 帧）处理需要 {2} GB 内存，而可用 {3} GB。请关闭其他程序，使用内存更大的计算机，或仅处理部分帧。这是正确的序列吗？</translation>
  </message>
  <message>
   <source>The BOLD series has {0} volumes, of which {1} are dropped; at least {2} must be left. Is it a test scan, or the wrong series?</source>
   <translation>BOLD 序列有 {0} 帧，其中 {1} 帧被丢弃；至少须剩 {2} 帧。是测试扫描，还是选错了序列？</translation>
  </message>
  <message>
   <source>The BOLD series has {0} volumes; at least {1} must be left. Is it a test scan, or the wrong series?</source>
   <translation>BOLD 序列有 {0} 帧；至少须剩 {1} 帧。是测试扫描，还是选错了序列？</translation>
  </message>
  <message>
   <source>The M0 ({0}) is not on the grid of the ASL series ({1}); bring it there first.</source>
   <translation>M0（{0}）不在 ASL 序列（{1}）的网格上；请先转换。</translation>
  </message>
  <message>
   <source>The M0 cannot be aligned, because no brain stands out in the ASL series.</source>
   <translation>M0 无法对齐，因为 ASL 序列中没有突出的脑。</translation>
  </message>
  <message>
   <source>The M0 has no signal in the region of the reference tissue.</source>
   <translation>M0 在参考组织的区域内没有信号。</translation>
  </message>
  <message>
   <source>The M0 image has no signal in most of the brain; check that it belongs to this series.</source>
   <translation>M0 图像在脑的大部分没有信号；请核对它是否属于该序列。</translation>
  </message>
  <message>
   <source>The M0 was moved by {0} mm and {1}° onto the ASL series.</source>
   <translation>M0 已移动 {0} mm、旋转 {1}°，与 ASL 序列对齐。</translation>
  </message>
  <message>
   <source>The M0 was multiplied by {0} because its echo time ({1} s) is not that of the labelled images ({2} s); T2* {3} ms.</source>
   <translation>M0 已乘以 {0}，因为其回波时间（{1} s）与标记像（{2} s）不同；T2* {3} ms。</translation>
  </message>
  <message>
   <source>The M0 was multiplied by {0} because tissue (T1 {1} s) relaxed for only {2} s{3}.</source>
   <translation>M0 已乘以 {0}，因为组织（T1 {1} s）仅弛豫 {2} s{3}。</translation>
  </message>
  <message>
   <source>The Maps page lists what can be computed from the open series, how, and how long it takes. Tick ReHo and press Compute: the work goes on in the background, and the map lies over the T1 when it is done. Perfusion has a tab of its own.</source>
   <translation>“图”页列出可由已打开序列计算的内容、方法和所需时间。勾选 ReHo 并按“计算”：计算在后台进行，完成后图叠加在 T1 上。灌注有单独的选项卡。</translation>
  </message>
  <message>
   <source>The T1 could not be brought onto the standard brain: the deformation would fold the brain.</source>
   <translation>T1 未能变换到标准脑：形变会使脑折叠。</translation>
  </message>
  <message>
   <source>The T1 could not be brought onto the standard brain: they correlate by {0} only (at least {1} is expected). Is it a T1-weighted image of a whole head?</source>
   <translation>T1 未能变换到标准脑：二者相关仅为 {0}（至少应为 {1}）。它是全头的 T1 加权图像吗？</translation>
  </message>
  <message>
   <source>The age is a number of years, such as 42.</source>
   <translation>年龄为岁数，例如 42。</translation>
  </message>
  <message>
   <source>The archive holds what is damaged; {0} of its members were left out.</source>
   <translation>压缩包中有损坏的内容；其中 {0} 个文件已略过。</translation>
  </message>
  <message>
   <source>The arrow keys flip the same slice through the controls: the t of each against all others, at the threshold of the patient's t map. The line is the contour of the patient.</source>
   <translation>方向键在各对照的同一层面间翻看：每人相对于其余所有人的 t，阈值与患者的 t 图相同。线条为患者的轮廓。</translation>
  </message>
  <message>
   <source>The bolus is cut {0} s after labelling, but the readout follows after {1} s; for PASL PostLabelingDelay is the time from the labelling pulse to the readout (TI).</source>
   <translation>团注在标记后 {0} s 被截断，而读出在 {1} s 之后；对 PASL，PostLabelingDelay 是从标记脉冲到读出的时间 (TI)。</translation>
  </message>
  <message>
   <source>The brain could not be told from the rest of the head in this T1 image.</source>
   <translation>无法在此 T1 图像中将脑与头部其余部分区分开。</translation>
  </message>
  <message>
   <source>The brain mask is not on the grid of the T1 image.</source>
   <translation>脑掩膜不在 T1 图像的网格上。</translation>
  </message>
  <message>
   <source>The brain mask is not on the grid of the image, so its surface cannot be drawn.</source>
   <translation>脑掩膜不在图像的网格上，因此无法绘制其表面。</translation>
  </message>
  <message>
   <source>The brain mask is not on the grid of the image.</source>
   <translation>脑掩膜不在图像的网格上。</translation>
  </message>
  <message>
   <source>The brain mask of the T1 is empty.</source>
   <translation>T1 的脑掩膜为空。</translation>
  </message>
  <message>
   <source>The cluster was brought to the grid that is drawn on: {words}</source>
   <translation>团块已转换到所勾画的网格：{words}</translation>
  </message>
  <message>
   <source>The cohort is adjusted for {what}: type it for the patient too.</source>
   <translation>队列已按{what}校正：请为患者也填写此项。</translation>
  </message>
  <message>
   <source>The column "{0}" has a missing value.</source>
   <translation>列“{0}”有缺失值。</translation>
  </message>
  <message>
   <source>The column "{0}" has no group for {1}.</source>
   <translation>列“{0}”没有 {1} 的分组。</translation>
  </message>
  <message>
   <source>The column "{0}" has no value for {1}; complete it or leave this row out.</source>
   <translation>列“{0}”没有 {1} 的值；请补全或删去该行。</translation>
  </message>
  <message>
   <source>The column "{0}" has the same value in every row, so it explains nothing.</source>
   <translation>列“{0}”每行的值相同，因此不能解释任何内容。</translation>
  </message>
  <message>
   <source>The column "{0}" holds "{1}" for {2}, which is no number.</source>
   <translation>列“{0}”中 {2} 的值为“{1}”，不是数字。</translation>
  </message>
  <message>
   <source>The column "{0}" names no map for {1}.</source>
   <translation>列“{0}”没有给出 {1} 的图。</translation>
  </message>
  <message>
   <source>The column that names the person of each row</source>
   <translation>标明每行所属人员的列</translation>
  </message>
  <message>
   <source>The comparison in "{name}" is not of a map of the patient who is open, or that map was computed anew since. Two patients must not be mixed: open whom it is of, or compare again.</source>
   <translation>“{name}”中的比较结果并非来自当前患者的参数图，或该图此后已重新计算。两名患者不得混淆：请打开其所属患者，或重新比较。</translation>
  </message>
  <message>
   <source>The comparison of groups</source>
   <translation>组间比较</translation>
  </message>
  <message>
   <source>The comparison of {names} is not there any more; choose again what stands in the report.</source>
   <translation>{names} 的比较已不存在；请重新选择报告内容。</translation>
  </message>
  <message>
   <source>The comparison with controls</source>
   <translation>与对照的比较</translation>
  </message>
  <message>
   <source>The confounds have {0} rows, but the series has {1} volumes.</source>
   <translation>混杂变量有 {0} 行，而序列有 {1} 帧。</translation>
  </message>
  <message>
   <source>The converter computed a repetition time of {0} s, but it is {1} s by {2}; {3} s was written.</source>
   <translation>转换器算得重复时间 {0} s，而{2}为 {1} s；写入的是 {3} s。</translation>
  </message>
  <message>
   <source>The converter corrected a tilted gantry.</source>
   <translation>转换器已校正倾斜的机架。</translation>
  </message>
  <message>
   <source>The converter found slices at uneven distances.</source>
   <translation>转换器发现层面间距不均。</translation>
  </message>
  <message>
   <source>The converter suspects that images are missing.</source>
   <translation>转换器怀疑缺少图像。</translation>
  </message>
  <message>
   <source>The crosshair is outside {name}.</source>
   <translation>十字光标在 {name} 之外。</translation>
  </message>
  <message>
   <source>The crosshair or the seed is outside the brain mask.</source>
   <translation>十字光标或种子点在脑掩膜之外。</translation>
  </message>
  <message>
   <source>The date of the scan is written as 2025-03-17, or left out.</source>
   <translation>扫描日期写作 2025-03-17，或留空。</translation>
  </message>
  <message>
   <source>The delays of this series do not differ enough to tell arrival times.</source>
   <translation>该序列的各延迟相差不足，无法得知到达时间。</translation>
  </message>
  <message>
   <source>The demonstration patient is computed here; it is no real person. It has a T1, a resting-state series and a perfusion series (ASL), as a study of pain has. Your own scans: drop their folder on this window, or press Ctrl+P.</source>
   <translation>示范患者由本机计算生成，并非真实人物。其含 T1、静息态序列和灌注序列 (ASL)，与疼痛研究相同。要打开您自己的扫描：将其文件夹拖放到此窗口，或按 Ctrl+P。</translation>
  </message>
  <message>
   <source>The differences (deltam) are negative in most of the brain: label less control seems to be stored; subtract the other way round.</source>
   <translation>差值 (deltam) 在脑的大部分为负：存储的似乎是标记像减对照像；请反向相减。</translation>
  </message>
  <message>
   <source>The disk has no room for the decoded series, or may not be written; it is kept in memory and will be decoded again next time.</source>
   <translation>磁盘没有存放解码后序列的空间，或不可写入；它保存在内存中，下次将重新解码。</translation>
  </message>
  <message>
   <source>The drawing could not be kept on the disk ({0}); save it elsewhere now.</source>
   <translation>勾画无法保存到磁盘（{0}）；请立即另存到别处。</translation>
  </message>
  <message>
   <source>The drawing, by the image whose grid it is on</source>
   <translation>勾画，以其所在网格的图像命名</translation>
  </message>
  <message>
   <source>The figure was written: {name}</source>
   <translation>图片已写入：{name}</translation>
  </message>
  <message>
   <source>The file "{0}" is damaged; please reinstall Algoscope.</source>
   <translation>文件“{0}”已损坏；请重新安装 Algoscope。</translation>
  </message>
  <message>
   <source>The file does not say how the head lies (no sform, no qform): left and right are NOT known.</source>
   <translation>文件未说明头部的方位（无 sform 和 qform）：左右未知。</translation>
  </message>
  <message>
   <source>The file of {name} cannot be read any more; what was read of it is in the session instead.</source>
   <translation>{name} 的文件已无法读取；改用会话中已读取的内容。</translation>
  </message>
  <message>
   <source>The file places its voxels in two ways that lie up to {0} mm apart{1}: the sform ({2}) is used, the qform ({3}) is not.</source>
   <translation>文件以两种方式放置其体素，相差最多 {0} mm{1}：采用 sform（{2}），不采用 qform（{3}）。</translation>
  </message>
  <message>
   <source>The file says no times of slices; choose an order, or that it is not known.</source>
   <translation>文件未给出层面采集时间；请选择一种顺序，或选择“未知”。</translation>
  </message>
  <message>
   <source>The file's qform is damaged; its sform is used.</source>
   <translation>文件的 qform 已损坏；采用其 sform。</translation>
  </message>
  <message>
   <source>The files of one patient, or a zip archive</source>
   <translation>一位患者的文件，或 zip 压缩包</translation>
  </message>
  <message>
   <source>The folder "{0}" has no T1, BOLD or ASL image by their names; nothing to process.</source>
   <translation>文件夹“{0}”中按名称没有 T1、BOLD 或 ASL 图像；没有可处理的内容。</translation>
  </message>
  <message>
   <source>The folder "{0}" holds no image (.nii, .nii.gz, .hdr/.img) that can be opened.</source>
   <translation>文件夹“{0}”中没有可打开的图像（.nii、.nii.gz、.hdr/.img）。</translation>
  </message>
  <message>
   <source>The folder "{0}" is empty; name the folder that holds the DICOM files.</source>
   <translation>文件夹“{0}”为空；请指定含 DICOM 文件的文件夹。</translation>
  </message>
  <message>
   <source>The folder "{0}" may not be read by this user.</source>
   <translation>当前用户无权读取文件夹“{0}”。</translation>
  </message>
  <message>
   <source>The folder holds archives (zip) but no DICOM file; name the archive itself, or unpack it.</source>
   <translation>文件夹中有压缩包 (zip) 但没有 DICOM 文件；请指定压缩包本身，或将其解压。</translation>
  </message>
  <message>
   <source>The folder holds images of {0} patients; convert them one by one.</source>
   <translation>文件夹中有 {0} 位患者的图像；请逐一转换。</translation>
  </message>
  <message>
   <source>The folder holds no T1, BOLD, ASL or M0 image that can be converted.</source>
   <translation>该文件夹中没有可转换的 T1、BOLD、ASL 或 M0 图像。</translation>
  </message>
  <message>
   <source>The folder in which scans are looked for</source>
   <translation>查找扫描的文件夹</translation>
  </message>
  <message>
   <source>The folder in which scans are looked for first</source>
   <translation>首先查找扫描的文件夹</translation>
  </message>
  <message>
   <source>The folder in which the log is written</source>
   <translation>写入日志的文件夹</translation>
  </message>
  <message>
   <source>The folder in which the session's folder is made</source>
   <translation>会话文件夹所在的文件夹</translation>
  </message>
  <message>
   <source>The folder is of {prior}, the open patient is {own}: are they one person?</source>
   <translation>该文件夹属于 {prior}，打开的患者是 {own}：是同一人吗？</translation>
  </message>
  <message>
   <source>The folder of one patient: DICOM, BIDS or NIfTI</source>
   <translation>一位患者的文件夹：DICOM、BIDS 或 NIfTI</translation>
  </message>
  <message>
   <source>The folder of the DICOM series that the regions are drawn on</source>
   <translation>区域所依据的 DICOM 序列的文件夹</translation>
  </message>
  <message>
   <source>The folder of the processed patient {name} is missing; without it, the session cannot be opened.</source>
   <translation>已处理患者 {name} 的文件夹缺失；没有它无法打开会话。</translation>
  </message>
  <message>
   <source>The folder of {name} was processed from other scans than those of this session: two patients must not be mixed.</source>
   <translation>{name} 的文件夹由不同于本会话的扫描处理而来：不得混淆两位患者。</translation>
  </message>
  <message>
   <source>The gate: Shapiro-Wilk in each group, and Levene about the means</source>
   <translation>前提检验：各组的 Shapiro-Wilk，以及以均值为中心的 Levene</translation>
  </message>
  <message>
   <source>The graph lies in MNI space, and where that is in what is open is not known yet: process the patient first (Patient page), or close everything to see the graph on the template.</source>
   <translation>网络图位于 MNI 空间，而其在所打开内容中的位置尚未知：请先处理该患者（“患者”页），或全部关闭以在模板上查看网络图。</translation>
  </message>
  <message>
   <source>The head moved by up to {0} mm and {1}°: by the rule of {2} mm or {3}° this patient would be excluded.</source>
   <translation>头动达 {0} mm 和 {1}°：按 {2} mm 或 {3}° 的规则，该患者应被排除。</translation>
  </message>
  <message>
   <source>The head moved so much that only {0} of {1} volumes are left after scrubbing at {2} mm; at least {3} are needed.</source>
   <translation>头动过大，在 {2} mm 处剔除后 {1} 帧中仅剩 {0} 帧；至少需要 {3} 帧。</translation>
  </message>
  <message>
   <source>The header does not say the repetition time (TR).</source>
   <translation>文件头未给出重复时间 (TR)。</translation>
  </message>
  <message>
   <source>The header of series {numbers} does not say where left and right are; convert it from the scanner's files again, or set it to ignore.</source>
   <translation>序列 {numbers} 的文件头未说明左右；请用扫描仪的原始文件重新转换，或设为“忽略”。</translation>
  </message>
  <message>
   <source>The header says the repetition time (TR) is {0} s, the sidecar says {1} s; the sidecar's is used.</source>
   <translation>文件头的重复时间 (TR) 为 {0} s，附属文件为 {1} s；采用附属文件的值。</translation>
  </message>
  <message>
   <source>The header's repetition time (TR) of {0} {1} is not plausible and is not used.</source>
   <translation>文件头的重复时间 (TR) {0} {1} 不合理，未采用。</translation>
  </message>
  <message>
   <source>The headers and sidecars of all open files agree with themselves.</source>
   <translation>所有已打开文件的文件头与附属文件一致。</translation>
  </message>
  <message>
   <source>The image could not be aligned with the standard brain: it would have {0} times its volume. Is it an image of a whole head?</source>
   <translation>图像无法与标准脑对齐：体积将变为 {0} 倍。它是全头图像吗？</translation>
  </message>
  <message>
   <source>The image has the same value everywhere, so no brain can be found in it.</source>
   <translation>图像各处数值相同，因此找不到脑。</translation>
  </message>
  <message>
   <source>The image of relaxed magnetisation that calibrates the flow</source>
   <translation>用于校准血流的弛豫磁化图像</translation>
  </message>
  <message>
   <source>The image's affine is not a finite 4 x 4 matrix, so left and right are unknown.</source>
   <translation>图像的仿射矩阵不是有限的 4 x 4 矩阵，因此左右未知。</translation>
  </message>
  <message>
   <source>The images fit each other equally well in two positions, {0} mm apart, and nothing tells which is right; correct the position in one of the headers, or check that both show the same part of the head.</source>
   <translation>两幅图像在相距 {0} mm 的两个位置吻合程度相同，无法判断哪个正确；请更正其中一个文件头的位置，或核对二者是否显示头部的同一部分。</translation>
  </message>
  <message>
   <source>The journals of %n drawing(s) are damaged and cannot be read.</source>
   <translation>%n 个勾画的日志已损坏，无法读取。</translation>
  </message>
  <message>
   <source>The labelling duration differs between volumes; each volume is computed with its own.</source>
   <translation>各帧的标记持续时间不同；每帧按其自身的值计算。</translation>
  </message>
  <message>
   <source>The labelling efficiency of {0} is taken to contain the loss by suppression pulses, because it is what {1} with {2} pulses gives.</source>
   <translation>标记效率 {0} 被视为已含抑制脉冲造成的损失，因为它正是带 {2} 个脉冲的 {1} 所得之值。</translation>
  </message>
  <message>
   <source>The labels are not whole numbers: this is a map of values, not of regions.</source>
   <translation>标签不是整数：这是数值图，而非区域图。</translation>
  </message>
  <message>
   <source>The largest |t| anywhere in the map of each control, against all others</source>
   <translation>每名对照相对于其余所有人的图中任意位置的最大 |t|</translation>
  </message>
  <message>
   <source>The last volume ({0}, {1}) has no partner and was left out.</source>
   <translation>最后一帧（{0}，{1}）没有配对，已剔除。</translation>
  </message>
  <message>
   <source>The least number of voxels of a cluster</source>
   <translation>团块的最少体素数</translation>
  </message>
  <message>
   <source>The left side of the axial and coronal pictures is the patient's RIGHT (R). This comes from the header ({source}).</source>
   <translation>轴位和冠状位图像的左侧为患者的右侧 (R)。这来自文件头（{source}）。</translation>
  </message>
  <message>
   <source>The lesion mask is not on the grid of the T1; draw it on this T1, or set it to ignore.</source>
   <translation>病灶掩膜不在 T1 的网格上；请在此 T1 上勾画，或设为“忽略”。</translation>
  </message>
  <message>
   <source>The map holds no value, so it has no clusters.</source>
   <translation>此图没有数值，因此没有团块。</translation>
  </message>
  <message>
   <source>The map is not on the grid of the mask; bring it there first.</source>
   <translation>此图不在掩膜的网格上；请先转换。</translation>
  </message>
  <message>
   <source>The map is not on the grid of the territories; bring it there first.</source>
   <translation>此图不在供血区的网格上；请先转换。</translation>
  </message>
  <message>
   <source>The map of {0} ({1}) is not on the grid of the mask ({2}).</source>
   <translation>{0} 的图（{1}）不在掩膜（{2}）的网格上。</translation>
  </message>
  <message>
   <source>The map of {0} differs in {1} ({2}) from that of {3} ({4}), so they cannot be compared.</source>
   <translation>{0} 的图在{1}上（{2}）与 {3}（{4}）不同，因此不能比较。</translation>
  </message>
  <message>
   <source>The map of {0} is a series of {1} volumes, not a map.</source>
   <translation>{0} 的图是 {1} 帧的序列，不是单张图。</translation>
  </message>
  <message>
   <source>The map of {0} is missing: there is no file "{1}".</source>
   <translation>{0} 的图缺失：没有文件“{1}”。</translation>
  </message>
  <message>
   <source>The map of {0} is simulated (drawn from a model), that of {1} was computed from scans, so they cannot be compared.</source>
   <translation>{0} 的图是模拟的（由模型绘制），{1} 的图由扫描计算得出，因此不能比较。</translation>
  </message>
  <message>
   <source>The maps are in each scanner's own space; people can only be compared in MNI space.</source>
   <translation>各图在各扫描仪自身的空间；人与人之间只能在 MNI 空间比较。</translation>
  </message>
  <message>
   <source>The maps cannot be read ({reason}).</source>
   <translation>无法读取图（{reason}）。</translation>
  </message>
  <message>
   <source>The maps have no record of how they were made, so only their grids and sidecars could be compared; check that scanner, sequence and processing were the same.</source>
   <translation>各图没有制作记录，因此只能比较网格和附属文件；请核对扫描仪、序列和处理是否相同。</translation>
  </message>
  <message>
   <source>The maps of the comparison ({names}) are open; compare again for its tables.</source>
   <translation>比较的各图（{names}）已打开；如需其表格请重新比较。</translation>
  </message>
  <message>
   <source>The maps of the two scans are on different grids ({0} and {1}); process both with the same preset.</source>
   <translation>两次扫描的图位于不同网格（{0} 和 {1}）；请用同一预设处理两者。</translation>
  </message>
  <message>
   <source>The mask ({0}) is not on the grid of the series ({1}).</source>
   <translation>掩膜（{0}）不在序列（{1}）的网格上。</translation>
  </message>
  <message>
   <source>The mask ({mask}) is not on the grid of the maps ({maps}).</source>
   <translation>掩膜（{mask}）不在图（{maps}）的网格上。</translation>
  </message>
  <message>
   <source>The mask is empty: there is no voxel to compare.</source>
   <translation>掩膜为空：没有可比较的体素。</translation>
  </message>
  <message>
   <source>The mask is empty: there is no voxel to compute.</source>
   <translation>掩膜为空：没有可计算的体素。</translation>
  </message>
  <message>
   <source>The mask of the lesion ({0}) is not on the grid of the T1 ({1}); draw it on this T1.</source>
   <translation>病灶掩膜（{0}）不在 T1（{1}）的网格上；请在此 T1 上勾画。</translation>
  </message>
  <message>
   <source>The mask of the lesion is empty.</source>
   <translation>病灶掩膜为空。</translation>
  </message>
  <message>
   <source>The mask or the preparation is not what this map was computed with</source>
   <translation>掩膜或预处理与计算此图时不同</translation>
  </message>
  <message>
   <source>The mean perfusion signal of the mask is not positive, so nothing can be relative to it.</source>
   <translation>掩膜内的平均灌注信号不为正，因此无法作相对计算。</translation>
  </message>
  <message>
   <source>The metric was interpolated on the grid of the CBF map.</source>
   <translation>指标已插值到 CBF 图的网格。</translation>
  </message>
  <message>
   <source>The middle of the head is at x = (mm); the crosshair is proposed</source>
   <translation>头部正中位于 x = (mm)；建议采用十字光标位置</translation>
  </message>
  <message>
   <source>The mirror image lies outside the grid that is drawn on.</source>
   <translation>镜像位于所勾画网格之外。</translation>
  </message>
  <message>
   <source>The motion file has {0} rows, but the series has {1} volumes.</source>
   <translation>头动文件有 {0} 行，而序列有 {1} 帧。</translation>
  </message>
  <message>
   <source>The motion has {0} rows, but the series has {1} volumes.</source>
   <translation>头动有 {0} 行，而序列有 {1} 帧。</translation>
  </message>
  <message>
   <source>The name of the folder is part of the patient's own data; choose another folder.</source>
   <translation>文件夹名称是患者自身数据的一部分；请选择另一个文件夹。</translation>
  </message>
  <message>
   <source>The next registration</source>
   <translation>下一次配准</translation>
  </message>
  <message>
   <source>The numbers and their limits are on the page Quality.</source>
   <translation>各项数值及其界限见“质量”页面。</translation>
  </message>
  <message>
   <source>The numbers are kept for the report; a report is made of a processed patient.</source>
   <translation>数值已为报告保留；报告针对已处理的患者。</translation>
  </message>
  <message>
   <source>The numbers of %n region(s) are in the report.</source>
   <translation>%n 个区域的数值已加入报告。</translation>
  </message>
  <message>
   <source>The pairs are known once the questions about the scan are answered.</source>
   <translation>回答有关扫描的问题后，即可得知各对。</translation>
  </message>
  <message>
   <source>The patient</source>
   <translation>患者</translation>
  </message>
  <message>
   <source>The patient has no cluster with |t| ≥ {0} ({1}).</source>
   <translation>患者没有 |t| ≥ {0} 的团块（{1}）。</translation>
  </message>
  <message>
   <source>The patient has none of the maps of the cohort ({maps}) by name: choose the map to compare.</source>
   <translation>按名称，患者没有队列中的任何图（{maps}）：请选择要比较的图。</translation>
  </message>
  <message>
   <source>The patient shows nothing beyond this threshold; {k} of {n} controls do.</source>
   <translation>患者在此阈值以上没有任何表现；{n} 名对照中有 {k} 名有。</translation>
  </message>
  <message>
   <source>The patient's file is a series of {0} volumes, not a map.</source>
   <translation>患者的文件是 {0} 帧的序列，不是单张图。</translation>
  </message>
  <message>
   <source>The patient's map ({0}) is not on the grid of the controls' ({1}).</source>
   <translation>患者的图（{0}）不在对照（{1}）的网格上。</translation>
  </message>
  <message>
   <source>The patient's map is itself among the controls; leave that row out.</source>
   <translation>患者的图本身也在对照之中；请删去该行。</translation>
  </message>
  <message>
   <source>The patient's regions beside those of the controls</source>
   <translation>患者的脑区与对照的脑区并列</translation>
  </message>
  <message>
   <source>The patient's {0} is "{1}", but that of the controls is "{2}", so they cannot be compared.</source>
   <translation>患者的{0}为“{1}”，而对照为“{2}”，因此不能比较。</translation>
  </message>
  <message>
   <source>The patient's {0} is "{1}", but the controls have {2}.</source>
   <translation>患者的{0}为“{1}”，而对照为 {2}。</translation>
  </message>
  <message>
   <source>The patient's {0} is "{1}", which is no number.</source>
   <translation>患者的{0}为“{1}”，不是数字。</translation>
  </message>
  <message>
   <source>The patient's {0} is needed, because the controls are adjusted for it.</source>
   <translation>需要患者的{0}，因为对照已按此校正。</translation>
  </message>
  <message>
   <source>The perfusion series that is quantified</source>
   <translation>要定量的灌注序列</translation>
  </message>
  <message>
   <source>The plots are being prepared.</source>
   <translation>正在准备图表。</translation>
  </message>
  <message>
   <source>The preparation of series</source>
   <translation>序列的预处理设置</translation>
  </message>
  <message>
   <source>The preset also regresses out what needs: </source>
   <translation>预设还会回归去除以下需要的内容： </translation>
  </message>
  <message>
   <source>The preset could not be saved: {0}.</source>
   <translation>预设未能保存：{0}。</translation>
  </message>
  <message>
   <source>The processing failed unexpectedly ({0}).</source>
   <translation>处理意外失败（{0}）。</translation>
  </message>
  <message>
   <source>The processing failed: its process ended with code {0}.{1} Start it again to go on.</source>
   <translation>处理失败：其进程以代码 {0} 结束。{1} 请再次启动以继续。</translation>
  </message>
  <message>
   <source>The program ended without being closed. What was open then was kept.</source>
   <translation>程序未正常关闭即结束。当时打开的内容已保留。</translation>
  </message>
  <message>
   <source>The pseudonym is part of the patient's own data (name, ID or date); choose another.</source>
   <translation>代号是患者自身数据（姓名、病历号或日期）的一部分；请另选。</translation>
  </message>
  <message>
   <source>The quality of the patient is being measured.</source>
   <translation>正在测量患者的质量。</translation>
  </message>
  <message>
   <source>The radius of a seed must be between 0 and 100 mm, not {0} mm.</source>
   <translation>种子点半径须在 0 至 100 mm 之间，不能为 {0} mm。</translation>
  </message>
  <message>
   <source>The recipe of this figure is damaged: its images are open, but not as they were drawn.</source>
   <translation>此图片的制作记录已损坏：其图像已打开，但显示方式与绘制时不同。</translation>
  </message>
  <message>
   <source>The region crosses the mid-plane: it has no other side to compare with.</source>
   <translation>该区域跨越中线平面：没有可供比较的对侧。</translation>
  </message>
  <message>
   <source>The region grows no farther from the click</source>
   <translation>区域从单击处向外生长的最大距离</translation>
  </message>
  <message>
   <source>The region in use has nothing in this slice to copy.</source>
   <translation>当前区域在此层面没有可复制的内容。</translation>
  </message>
  <message>
   <source>The region in use is empty; draw it first.</source>
   <translation>当前区域为空；请先勾画。</translation>
  </message>
  <message>
   <source>The region of the reference tissue is empty.</source>
   <translation>参考组织的区域为空。</translation>
  </message>
  <message>
   <source>The region that is drawn</source>
   <translation>正在勾画的区域</translation>
  </message>
  <message>
   <source>The region under the crosshair (R); or Ctrl + click in a slice</source>
   <translation>十字光标下的脑区 (R)；或在层面中 Ctrl + 单击</translation>
  </message>
  <message>
   <source>The regions are not on the voxels of this DICOM series; choose the series they were drawn on.</source>
   <translation>区域不在此 DICOM 序列的体素上；请选择勾画时所用的序列。</translation>
  </message>
  <message>
   <source>The regions are on another grid than the map.</source>
   <translation>区域与图位于不同的网格。</translation>
  </message>
  <message>
   <source>The regions are on the grid of {name} already.</source>
   <translation>区域已在 {name} 的网格上。</translation>
  </message>
  <message>
   <source>The regions drawn on {name} are not saved.</source>
   <translation>在 {name} 上勾画的区域未保存。</translation>
  </message>
  <message>
   <source>The regions of "{0}" are on another grid ({1}) than the image they are to be drawn on ({2}); open the image that they were drawn on first.</source>
   <translation>“{0}”的区域所在网格（{1}）与要勾画的图像（{2}）不同；请先打开勾画时所用的图像。</translation>
  </message>
  <message>
   <source>The regions of the report</source>
   <translation>报告中的区域表</translation>
  </message>
  <message>
   <source>The registration before</source>
   <translation>上一次配准</translation>
  </message>
  <message>
   <source>The repetition time (TR) is unknown, so slice timing cannot be corrected; type it.</source>
   <translation>重复时间 (TR) 未知，因此无法校正层面时间；请输入。</translation>
  </message>
  <message>
   <source>The repetition time (TR) of the BOLD series is unknown; type it, or add its sidecar.</source>
   <translation>BOLD 序列的重复时间 (TR) 未知；请输入，或补充其附属文件。</translation>
  </message>
  <message>
   <source>The repetition time of the series is not known, so frequencies have no meaning; give it in seconds (see the scan protocol).</source>
   <translation>序列的重复时间未知，因此频率没有意义；请以秒给出（见扫描方案）。</translation>
  </message>
  <message>
   <source>The repetition time was typed as {0} s; the files say {1} s.</source>
   <translation>输入的重复时间为 {0} s；文件为 {1} s。</translation>
  </message>
  <message>
   <source>The report is being put together.</source>
   <translation>正在生成报告。</translation>
  </message>
  <message>
   <source>The report says in red what cannot be interpreted, and that nobody has looked</source>
   <translation>报告以红色注明哪些内容无法判读，以及尚无人查看</translation>
  </message>
  <message>
   <source>The results must not be put among the scans; choose another folder.</source>
   <translation>结果不得放在扫描之中；请选择另一个文件夹。</translation>
  </message>
  <message>
   <source>The rotation in its qform is not a rotation, so left and right are unknown.</source>
   <translation>其 qform 中的旋转不是旋转，因此左右未知。</translation>
  </message>
  <message>
   <source>The rule of the preset excludes this scan ({0}).</source>
   <translation>预设的规则排除此扫描（{0}）。</translation>
  </message>
  <message>
   <source>The same slice in each control</source>
   <translation>每个对照的同一层面</translation>
  </message>
  <message>
   <source>The scanner announces {0} volumes, but {1} are here; the export or the run may have been stopped early.</source>
   <translation>扫描仪标示有 {0} 帧，而此处有 {1} 帧；导出或扫描可能提前停止。</translation>
  </message>
  <message>
   <source>The scanner's clock is uneven at {0} of {1} steps between volumes; the usual step is {2} s.</source>
   <translation>扫描仪时钟在 {1} 个帧间隔中有 {0} 个不均匀；通常间隔为 {2} s。</translation>
  </message>
  <message>
   <source>The scanner's map of perfusion has no value inside the mask.</source>
   <translation>扫描仪的灌注图在掩膜内没有值。</translation>
  </message>
  <message>
   <source>The scans can be looked at meanwhile.</source>
   <translation>其间可查看扫描。</translation>
  </message>
  <message>
   <source>The scheme is drawn when the questions about its times are answered.</source>
   <translation>回答有关时间的问题后，绘制采集示意图。</translation>
  </message>
  <message>
   <source>The second scan was brought to the grid of the first by the millimetres of the headers; a head that moved between them makes edges look like changes.</source>
   <translation>第二次扫描按文件头的毫米坐标转换到第一次的网格；若两次之间头部移动，边缘会看似变化。</translation>
  </message>
  <message>
   <source>The seed {0} ({1}) is not on the grid of the series ({2}).</source>
   <translation>种子点 {0}（{1}）不在序列（{2}）的网格上。</translation>
  </message>
  <message>
   <source>The seed {0} at ({1}) mm is outside the image.</source>
   <translation>位于 ({1}) mm 的种子点 {0} 在图像之外。</translation>
  </message>
  <message>
   <source>The seed {0}{1} holds no voxel of the brain mask with a signal; move it.</source>
   <translation>种子点 {0}{1} 不含有信号的脑掩膜体素；请移动。</translation>
  </message>
  <message>
   <source>The sentences and what must be read with them</source>
   <translation>各句结论及须一并阅读的说明</translation>
  </message>
  <message>
   <source>The series could not be aligned with the T1: only {0} % of the brain seen in it lie within the brain of the T1 (at least {1} % should). Are both of the same patient?</source>
   <translation>序列无法与 T1 对齐：其中的脑仅有 {0} % 位于 T1 的脑内（至少应有 {1} %）。二者是否属于同一患者？</translation>
  </message>
  <message>
   <source>The series could not be brought onto the standard brain without a T1: they correlate by {0} only (at least {1} is expected). Give a T1 of the patient.</source>
   <translation>没有 T1，序列无法变换到标准脑：二者相关仅为 {0}（至少应为 {1}）。请提供患者的 T1。</translation>
  </message>
  <message>
   <source>The series has no pair of control and label, so no perfusion can be computed.</source>
   <translation>序列没有成对的对照像和标记像，因此无法计算灌注。</translation>
  </message>
  <message>
   <source>The series has {0} volume{1}, but at least {2} are needed to see how it changes over time.</source>
   <translation>序列有 {0} 帧{1}，而至少需要 {2} 帧才能观察其随时间的变化。</translation>
  </message>
  <message>
   <source>The series is used as it is.</source>
   <translation>序列按原样使用。</translation>
  </message>
  <message>
   <source>The series lasts {0} s, less than one period of {1} Hz, its band's low end.</source>
   <translation>序列持续 {0} s，少于其频段下限 {1} Hz 的一个周期。</translation>
  </message>
  <message>
   <source>The series mixes differences (deltam) with control and label volumes; name one kind only.</source>
   <translation>序列混有差值 (deltam) 与对照像、标记像；请只指定一种。</translation>
  </message>
  <message>
   <source>The series of the patient is being opened; then the map of the seed is computed.</source>
   <translation>正在打开患者的序列；随后计算该种子点的图。</translation>
  </message>
  <message>
   <source>The series of which maps are computed</source>
   <translation>据以计算各图的序列</translation>
  </message>
  <message>
   <source>The series that this map was computed on is not open any more.</source>
   <translation>计算此图所用的序列已不再打开。</translation>
  </message>
  <message>
   <source>The series was band-passed before, so its power at other frequencies is gone; take the unfiltered series.</source>
   <translation>序列先前已作带通滤波，其他频率的功率已丢失；请使用未滤波的序列。</translation>
  </message>
  <message>
   <source>The series was band-passed before: fALFF has no meaning then, and ALFF counts the band twice.</source>
   <translation>序列先前已作带通滤波：此时 fALFF 没有意义，而 ALFF 将频段计算两次。</translation>
  </message>
  <message>
   <source>The session could not be saved ({0}).</source>
   <translation>会话未能保存（{0}）。</translation>
  </message>
  <message>
   <source>The session could not be saved ({0}); what was saved before is intact.</source>
   <translation>会话未能保存（{0}）；先前保存的内容完好。</translation>
  </message>
  <message>
   <source>The session in this folder is damaged; save under another name.</source>
   <translation>此文件夹中的会话已损坏；请以另一名称保存。</translation>
  </message>
  <message>
   <source>The share of the population of the controls that is expected below the patient</source>
   <translation>预期低于患者的对照总体比例</translation>
  </message>
  <message>
   <source>The side in the name contradicts the coordinate.</source>
   <translation>名称中的侧别与坐标矛盾。</translation>
  </message>
  <message>
   <source>The sidecar gives {0} s both as labelling duration and as post-labelling delay; one may be a copy of the other. Please confirm both.</source>
   <translation>附属文件给出的标记持续时间和标记后延迟时间均为 {0} s；其中一个可能是从另一个复制而来。请确认二者。</translation>
  </message>
  <message>
   <source>The sidecar says that the M0 is a separate scan, but there is none beside the series.</source>
   <translation>附属文件称 M0 是单独的扫描，但序列旁没有。</translation>
  </message>
  <message>
   <source>The sidecar says that the M0 is in the series, but no volume is marked as m0scan.</source>
   <translation>附属文件称 M0 在序列中，但没有帧标为 m0scan。</translation>
  </message>
  <message>
   <source>The sidecar says that the M0 is {0}, but a volume of the series is marked as m0scan.</source>
   <translation>附属文件称 M0 为 {0}，但序列中有一帧标为 m0scan。</translation>
  </message>
  <message>
   <source>The sidecar's LabelingDuration is {0} s, but its {1} labelling blocks of 18.4 ms last {2} s, which is used; {3} s is probably the post-labelling delay. Please confirm both.</source>
   <translation>附属文件的 LabelingDuration 为 {0} s，但其 {1} 个 18.4 ms 标记块共持续 {2} s，采用后者；{3} s 很可能是标记后延迟。请确认这两项。</translation>
  </message>
  <message>
   <source>The sidecar's {0} does not hold times and is not used.</source>
   <translation>附属文件的 {0} 不是时间，未采用。</translation>
  </message>
  <message>
   <source>The sidecar's {0} has {1} values for {2} volumes and is not used.</source>
   <translation>附属文件的 {0} 有 {1} 个值，而序列有 {2} 帧，未采用。</translation>
  </message>
  <message>
   <source>The sidecar's {0} is not a positive number and is not used.</source>
   <translation>附属文件的 {0} 不是正数，未采用。</translation>
  </message>
  <message>
   <source>The sidecar's {0} of {1} s is not plausible (milliseconds?) and is not used.</source>
   <translation>附属文件的 {0} 为 {1} s，不合理（是否为毫秒？），未采用。</translation>
  </message>
  <message>
   <source>The sidecar's {0} of {1} s is not plausible{2} and is not used.</source>
   <translation>附属文件的 {0} 为 {1} s，不合理{2}，未采用。</translation>
  </message>
  <message>
   <source>The slice times run from {0} to {1} s, which is not within the repetition time of {2} s{3}.</source>
   <translation>层面时间从 {0} 到 {1} s，不在重复时间 {2} s 之内{3}。</translation>
  </message>
  <message>
   <source>The slice times run to {last} s, beyond the repetition time of {tr} s; type the order of the slices.</source>
   <translation>层面采集时间达 {last} s，超过重复时间 {tr} s；请输入层面顺序。</translation>
  </message>
  <message>
   <source>The spatial coefficient of variation is {0} %: label is probably still in vessels. Do not read bright vessels as hyperperfusion, nor dark tissue behind them as hypoperfusion.</source>
   <translation>空间变异系数为 {0} %：标记血液可能仍在血管内。不要将明亮的血管判为高灌注，也不要将其后的暗区组织判为低灌注。</translation>
  </message>
  <message>
   <source>The steps of a study or toolkit, all at once</source>
   <translation>一次采用某项研究或工具包的全部步骤</translation>
  </message>
  <message>
   <source>The study</source>
   <translation>研究</translation>
  </message>
  <message>
   <source>The surface of the brain is being computed.</source>
   <translation>正在计算脑表面。</translation>
  </message>
  <message>
   <source>The t map of the patient was closed; compare the patient again.</source>
   <translation>患者的 t 图已关闭；请重新比较患者。</translation>
  </message>
  <message>
   <source>The table "{0}" cannot be read.</source>
   <translation>无法读取表格“{0}”。</translation>
  </message>
  <message>
   <source>The table "{0}" does not hold BIDS volume types.</source>
   <translation>表格“{0}”不含 BIDS 帧类型。</translation>
  </message>
  <message>
   <source>The table "{0}" has {1} rows for {2} volumes and is not used.</source>
   <translation>表格“{0}”有 {1} 行，而序列有 {2} 帧，未采用。</translation>
  </message>
  <message>
   <source>The table as it is seen</source>
   <translation>所见的表格</translation>
  </message>
  <message>
   <source>The table has a column "{name}" already.</source>
   <translation>表格中已有列“{name}”。</translation>
  </message>
  <message>
   <source>The table needs two columns with paths of each map in MNI space (.nii.gz): one of blood flow (cbf), one of activity (reho or alff). Processing writes such maps for each person.</source>
   <translation>表格需要两列 MNI 空间图像（.nii.gz）的路径：一列为脑血流量（cbf），一列为活动指标（reho 或 alff）。处理流程会为每位受试者生成这些图像。</translation>
  </message>
  <message>
   <source>The table of the study cannot be read any more, so the study is not kept.</source>
   <translation>研究的表格已无法读取，因此未保存该研究。</translation>
  </message>
  <message>
   <source>The table {name} of the study has changed, so its results do not belong to it any more.</source>
   <translation>研究的表格 {name} 已被更改，其结果不再与之对应。</translation>
  </message>
  <message>
   <source>The threshold must be above 0, and at least one sign shown.</source>
   <translation>阈值须大于 0，且至少显示一种符号。</translation>
  </message>
  <message>
   <source>The trial of 3D graphics took over {seconds} s on this busy computer; everything else works without. Try again when it has less to do.</source>
   <translation>在这台繁忙的计算机上，3D 图形的试运行超过了 {seconds} 秒；没有它，其他功能均可使用。请在计算机较空闲时重试。</translation>
  </message>
  <message>
   <source>The two images share no region, so they cannot be aligned: are they of the same patient?</source>
   <translation>两幅图像没有共同区域，无法对齐：是否属于同一患者？</translation>
  </message>
  <message>
   <source>The two maps are on different grids.</source>
   <translation>两张图位于不同的网格。</translation>
  </message>
  <message>
   <source>The two scans are on different grids; let the second be aligned or interpolated.</source>
   <translation>两次扫描位于不同的网格；请将第二次对齐或插值。</translation>
  </message>
  <message>
   <source>The two scans could not be aligned: the brains overlap by {0} (at least {1}) and the maps agree with r = {2} (at least {3}). Are both of the same patient?</source>
   <translation>两次扫描无法对齐：脑的重叠为 {0}（至少 {1}），图的一致性 r = {2}（至少 {3}）。二者是否属于同一患者？</translation>
  </message>
  <message>
   <source>The two sides are the same everywhere, which no measured map is.</source>
   <translation>两侧处处相同，实测的图不会如此。</translation>
  </message>
  <message>
   <source>The volumes were not taken at even distances in time (VolumeTiming); they have no one TR.</source>
   <translation>各帧采集的时间间隔不等 (VolumeTiming)，没有统一的 TR。</translation>
  </message>
  <message>
   <source>The voxels on the left are not mirror images of those on the right (x = 0 lies neither on a voxel's centre nor on its border): bring the series into a symmetric standard space.</source>
   <translation>左侧的体素不是右侧体素的镜像（x = 0 既不在体素中心也不在其边界）：请将序列变换到对称的标准空间。</translation>
  </message>
  <message>
   <source>The way to the space {0} is not known: there is no such scan of this patient.</source>
   <translation>到空间 {0} 的变换未知：该患者没有此扫描。</translation>
  </message>
  <message>
   <source>The {0} ({1}) is not on the grid of the CBF map ({2}); bring it there first.</source>
   <translation>{0}（{1}）不在 CBF 图（{2}）的网格上；请先转换。</translation>
  </message>
  <message>
   <source>The {0} says {1} s between volumes and the sidecar's RepetitionTimeExcitation {2} s, which is right only if the scanner paused in between; {3} s is used.</source>
   <translation>{0} 称两帧间隔 {1} s，附属文件的 RepetitionTimeExcitation 为 {2} s；仅当扫描仪在两帧之间有停顿时才成立；采用 {3} s。</translation>
  </message>
  <message>
   <source>The {0} says {1} s between volumes, but the sidecar's RepetitionTimeExcitation says {2} s; volumes cannot follow faster than excitations, so {3} s is used. Please confirm the repetition time.</source>
   <translation>{0} 称两帧间隔 {1} s，但附属文件的 RepetitionTimeExcitation 为 {2} s；两帧间隔不可能短于激发间隔，故采用 {3} s。请确认重复时间。</translation>
  </message>
  <message>
   <source>The {0} was aligned rigidly with the {1}: moved by {2} mm and {3}°; the brains overlap by {4}, r = {5}.</source>
   <translation>{0}已与{1}刚性对齐：移动 {2} mm、旋转 {3}°；脑的重叠为 {4}，r = {5}。</translation>
  </message>
  <message>
   <source>The {role} of this figure is not open (SHA-256 {digest}…): open it, then drop the figure again.</source>
   <translation>此图片的{role}未打开（SHA-256 {digest}…）：请打开它，然后再次拖放图片。</translation>
  </message>
  <message>
   <source>Their asymmetries</source>
   <translation>其不对称性</translation>
  </message>
  <message>
   <source>Their pseudonyms and folders; switched off, the list is emptied at once</source>
   <translation>其代号和文件夹；关闭后，列表立即清空</translation>
  </message>
  <message>
   <source>There are images of sub-{0} and of sub-{1}: images of two patients must not be mixed.</source>
   <translation>有 sub-{0} 和 sub-{1} 的图像：不得混淆两位患者的图像。</translation>
  </message>
  <message>
   <source>There are no DICOM images in "{0}"; choose the folder of the series.</source>
   <translation>“{0}”中没有 DICOM 图像；请选择该序列的文件夹。</translation>
  </message>
  <message>
   <source>There are no maps of this patient yet: process the scans, then choose here.</source>
   <translation>该患者尚无图：请先处理扫描数据，再在此选择。</translation>
  </message>
  <message>
   <source>There are {0} slice times for {1} slices; slices may be missing.</source>
   <translation>有 {0} 个层面时间而有 {1} 层；可能缺少层面。</translation>
  </message>
  <message>
   <source>There is already a preset called {0}; choose another name.</source>
   <translation>已有名为 {0} 的预设；请另选名称。</translation>
  </message>
  <message>
   <source>There is an M0 but no ASL series; set the M0 to other, or give the ASL series its role.</source>
   <translation>有 M0 但没有 ASL 序列；请将 M0 设为“其他”，或为 ASL 序列指定用途。</translation>
  </message>
  <message>
   <source>There is no AAL region at the crosshair; click in grey matter.</source>
   <translation>十字光标处没有 AAL 脑区；请在灰质中单击。</translation>
  </message>
  <message>
   <source>There is no T1 among the images, so that tissues stay unknown and maps lie less exactly in the standard brain; the table says what each series was taken for.</source>
   <translation>图像中没有 T1，因此组织未知，图在标准脑中的位置不够准确；表中说明每个序列被当作什么。</translation>
  </message>
  <message>
   <source>There is no T1: perfusion was brought to MNI space by its own image.</source>
   <translation>没有 T1：灌注以其自身图像变换到 MNI 空间。</translation>
  </message>
  <message>
   <source>There is no file "{0}"; it may have been moved or renamed.</source>
   <translation>没有文件“{0}”；可能已被移动或重命名。</translation>
  </message>
  <message>
   <source>There is no folder "{0}"; it may have been moved or renamed.</source>
   <translation>没有文件夹“{0}”；可能已被移动或重命名。</translation>
  </message>
  <message>
   <source>There is no further slice.</source>
   <translation>没有更多层面。</translation>
  </message>
  <message>
   <source>There is no pair {n}.</source>
   <translation>没有第 {n} 对。</translation>
  </message>
  <message>
   <source>There is no published example called {name}.</source>
   <translation>没有名为 {name} 的已发表示例。</translation>
  </message>
  <message>
   <source>There is no region of this atlas here.</source>
   <translation>此处没有该图谱的脑区。</translation>
  </message>
  <message>
   <source>There is no voxel of {name} here.</source>
   <translation>此处没有 {name} 的体素。</translation>
  </message>
  <message>
   <source>There is nothing in this image to make a surface of.</source>
   <translation>此图像中没有可生成表面的内容。</translation>
  </message>
  <message>
   <source>There was not enough memory; close other programs and start again.</source>
   <translation>内存不足；请关闭其他程序后重新启动。</translation>
  </message>
  <message>
   <source>These are images of sub-{new}, and sub-{old} is open.</source>
   <translation>这些是 sub-{new} 的图像，而打开的是 sub-{old}。</translation>
  </message>
  <message>
   <source>These are scans of {0} patients, or of one with different IDs: {1}. Put each patient's files into a folder of their own and convert them one by one; nothing was written.</source>
   <translation>这些是 {0} 位患者的扫描，或同一患者的不同编号：{1}。请将每位患者的文件放入各自的文件夹并逐一转换；未写入任何内容。</translation>
  </message>
  <message>
   <source>These regions are another reader's: they can be compared, not changed.</source>
   <translation>这些区域属于另一位阅片者：可以比较，不能修改。</translation>
  </message>
  <message>
   <source>These regions are in another space of the patient and are not seen in this one.</source>
   <translation>这些区域位于患者的另一空间，在此空间不可见。</translation>
  </message>
  <message>
   <source>These regions are in another space of the patient; show that space to draw in them.</source>
   <translation>这些区域位于患者的另一空间；请切换到该空间以勾画。</translation>
  </message>
  <message>
   <source>These regions are not open any more.</source>
   <translation>这些区域已不再打开。</translation>
  </message>
  <message>
   <source>These scans have not been processed.</source>
   <translation>这些扫描尚未处理。</translation>
  </message>
  <message>
   <source>They were chosen</source>
   <translation>其选择方式</translation>
  </message>
  <message>
   <source>This T1 ({0}) looks like a localiser: a whole head in voxels of about 1 mm is needed.</source>
   <translation>此 T1（{0}）看似定位像：需要体素约 1 mm 的全头图像。</translation>
  </message>
  <message>
   <source>This T1 is empty: it has the same value everywhere.</source>
   <translation>此 T1 为空：各处数值相同。</translation>
  </message>
  <message>
   <source>This T1 shows only {0} mm in one direction; a whole head needs at least {1} mm.</source>
   <translation>此 T1 在一个方向上仅显示 {0} mm；全头至少需要 {1} mm。</translation>
  </message>
  <message>
   <source>This figure into a file: PDF, PNG, SVG or TIFF</source>
   <translation>将此图片写入文件：PDF、PNG、SVG 或 TIFF</translation>
  </message>
  <message>
   <source>This folder holds something else; choose a new or an empty one for the session.</source>
   <translation>此文件夹中有其他内容；请为会话选择新的或空的文件夹。</translation>
  </message>
  <message>
   <source>This folder holds the session of another patient, or another session of this one; choose a new folder.</source>
   <translation>此文件夹中有另一位患者的会话，或该患者的另一个会话；请选择新的文件夹。</translation>
  </message>
  <message>
   <source>This is not saved and would be lost:</source>
   <translation>以下内容未保存，将会丢失：</translation>
  </message>
  <message>
   <source>This is the folder that is open; choose the folder of the prior scan.</source>
   <translation>这是已打开的文件夹；请选择既往扫描的文件夹。</translation>
  </message>
  <message>
   <source>This is the last pair of its delay, so it cannot be left out.</source>
   <translation>这是该延迟的最后一对，因此不能剔除。</translation>
  </message>
  <message>
   <source>This layer is not open any more.</source>
   <translation>此图层已不再打开。</translation>
  </message>
  <message>
   <source>This map is shown without a threshold; raise the low end of its colours above 0.</source>
   <translation>此图未设阈值显示；请将其颜色的下限提高到 0 以上。</translation>
  </message>
  <message>
   <source>This map was computed by the scanner; its equation and constants are not known here.</source>
   <translation>此图由扫描仪计算；其公式和常数在此未知。</translation>
  </message>
  <message>
   <source>This patient has no map of perfusion, so nothing is known of late arrival.</source>
   <translation>该患者没有灌注图，因此到达延迟未知。</translation>
  </message>
  <message>
   <source>This patient has no map of perfusion: no ASL series was processed.</source>
   <translation>该患者没有灌注图：未处理过 ASL 序列。</translation>
  </message>
  <message>
   <source>This patient has no resting series in MNI space, so there are no links.</source>
   <translation>该患者没有 MNI 空间的静息序列，因此没有连接。</translation>
  </message>
  <message>
   <source>This patient has no resting series in MNI space.</source>
   <translation>该患者没有 MNI 空间的静息序列。</translation>
  </message>
  <message>
   <source>This patient has no resting series, so there is no tSNR to shade by.</source>
   <translation>该患者没有静息序列，因此没有用于阴影的 tSNR。</translation>
  </message>
  <message>
   <source>This place is known in MNI space only: process the patient, or open images in MNI space.</source>
   <translation>此位置仅在 MNI 空间中已知：请处理该患者，或打开 MNI 空间的图像。</translation>
  </message>
  <message>
   <source>This place is outside everything that is open.</source>
   <translation>此位置在所有已打开内容之外。</translation>
  </message>
  <message>
   <source>This session holds results of another patient ({names}), so it was not opened: two patients must not be mixed.</source>
   <translation>此会话含有另一位患者的结果（{names}），因此未打开：不得混淆两位患者。</translation>
  </message>
  <message>
   <source>This session was saved by a newer Algoscope; open it with that one.</source>
   <translation>此会话由较新的 Algoscope 保存；请用该版本打开。</translation>
  </message>
  <message>
   <source>Threshold</source>
   <translation>阈值</translation>
  </message>
  <message>
   <source>Through all clusters</source>
   <translation>经过所有团块</translation>
  </message>
  <message>
   <source>Through the slices, not in this one only</source>
   <translation>跨层面，而不仅在此层面</translation>
  </message>
  <message>
   <source>Tick each one that you have looked at; what the others concern is marked as not interpretable.</source>
   <translation>请逐项勾选已查看的红灯；其余红灯所涉及的部分将标记为“无法判读”。</translation>
  </message>
  <message>
   <source>Tick the red lights, or have them marked, first</source>
   <translation>请先勾选红灯，或选择将其加标记</translation>
  </message>
  <message>
   <source>Ticked on the page of the maps of perfusion</source>
   <translation>已在灌注图页面勾选</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>时间</translation>
  </message>
  <message>
   <source>Time course</source>
   <translation>时间序列</translation>
  </message>
  <message>
   <source>Time course and jobs on or off</source>
   <translation>显示或隐藏时间序列和任务</translation>
  </message>
  <message>
   <source>Time course and spectrum</source>
   <translation>时间序列和频谱</translation>
  </message>
  <message>
   <source>Time, s</source>
   <translation>时间，s</translation>
  </message>
  <message>
   <source>Times of the slices</source>
   <translation>各层面的时间</translation>
  </message>
  <message>
   <source>Timing of each volume</source>
   <translation>各帧的时间参数</translation>
  </message>
  <message>
   <source>Tissue on the grid of the series</source>
   <translation>组织图转换到序列的网格</translation>
  </message>
  <message>
   <source>Tissue was brought from another grid by the millimetres of the headers; are both aligned?</source>
   <translation>组织图由另一网格按文件头的毫米坐标转换而来；二者是否对齐？</translation>
  </message>
  <message>
   <source>Tissues</source>
   <translation>组织分割</translation>
  </message>
  <message>
   <source>Title</source>
   <translation>标题</translation>
  </message>
  <message>
   <source>To</source>
   <translation>至</translation>
  </message>
  <message>
   <source>Too little grey matter has a value on both sides, so they cannot be compared.</source>
   <translation>灰质中两侧均有值的部分太少，因此不能比较。</translation>
  </message>
  <message>
   <source>Toolkit convention</source>
   <translation>工具包约定</translation>
  </message>
  <message>
   <source>Top only</source>
   <translation>仅上面观</translation>
  </message>
  <message>
   <source>Trend: polynomial of degree</source>
   <translation>趋势：多项式次数</translation>
  </message>
  <message>
   <source>Trust shading</source>
   <translation>可信度阴影</translation>
  </message>
  <message>
   <source>Trust shading needs a processed patient: it is told from tSNR in MNI space.</source>
   <translation>可信度阴影需要已处理的患者：由 MNI 空间的 tSNR 得出。</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>重试</translation>
  </message>
  <message>
   <source>Two groups: t</source>
   <translation>两组：t</translation>
  </message>
  <message>
   <source>Two patients are never shown together: close the one who is open first?</source>
   <translation>绝不同时显示两位患者：要先关闭当前打开的患者吗？</translation>
  </message>
  <message>
   <source>Two patients must not be mixed. Compare only if you know it is one person.</source>
   <translation>不得混淆两位患者。仅在确知为同一人时比较。</translation>
  </message>
  <message>
   <source>Two scans of this patient</source>
   <translation>该患者的两次扫描</translation>
  </message>
  <message>
   <source>Two scans side by side</source>
   <translation>两次扫描并排</translation>
  </message>
  <message>
   <source>Two seeds have the same name; rename one.</source>
   <translation>两个种子点同名；请重命名其中一个。</translation>
  </message>
  <message>
   <source>Two seeds have the same signal, so their parts cannot be told apart; remove one.</source>
   <translation>两个种子点信号相同，无法区分各自的部分；请移除其中一个。</translation>
  </message>
  <message>
   <source>Two sessions put the head at two places: a rigid fit, refused where the brains do not match</source>
   <translation>两次扫描时头部位置不同：采用刚性配准，脑不吻合时拒绝</translation>
  </message>
  <message>
   <source>Two visits: paired t</source>
   <translation>两次就诊：配对 t</translation>
  </message>
  <message>
   <source>Type three numbers: x y z in mm, such as −24 18 50.</source>
   <translation>请输入三个数：以 mm 计的 x y z，例如 −24 18 50。</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>撤销</translation>
  </message>
  <message>
   <source>Unfinished work</source>
   <translation>未完成的工作</translation>
  </message>
  <message>
   <source>Unknown space</source>
   <translation>未知空间</translation>
  </message>
  <message>
   <source>Unpacking needs {0} GB on the disk of temporary files, which has {1} GB free; make room, or unpack the archive elsewhere and name the folder.</source>
   <translation>解压需要临时文件所在磁盘 {0} GB，现有 {1} GB 可用；请腾出空间，或在别处解压后选择该文件夹。</translation>
  </message>
  <message>
   <source>Update the preview</source>
   <translation>更新预览</translation>
  </message>
  <message>
   <source>Use as seed</source>
   <translation>用作种子</translation>
  </message>
  <message>
   <source>Use changed files</source>
   <translation>使用已变化的文件</translation>
  </message>
  <message>
   <source>Use the folder of the last files</source>
   <translation>使用上次文件所在的文件夹</translation>
  </message>
  <message>
   <source>Use this pair again</source>
   <translation>重新使用此对</translation>
  </message>
  <message>
   <source>Used although it has changed since the session was saved: {names}.</source>
   <translation>尽管会话保存后已变化，仍被使用：{names}。</translation>
  </message>
  <message>
   <source>Used as</source>
   <translation>用作</translation>
  </message>
  <message>
   <source>VMHC</source>
   <translation>VMHC</translation>
  </message>
  <message>
   <source>VMHC means something only in a symmetric standard space.</source>
   <translation>VMHC 仅在对称的标准空间中有意义。</translation>
  </message>
  <message>
   <source>VMHC needs a grid along left-right: bring the series into a symmetric standard space.</source>
   <translation>VMHC 需要沿左右方向的网格：请将序列变换到对称的标准空间。</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>值</translation>
  </message>
  <message>
   <source>Values</source>
   <translation>值</translation>
  </message>
  <message>
   <source>Values of regions</source>
   <translation>脑区数值</translation>
  </message>
  <message>
   <source>Variables</source>
   <translation>变量</translation>
  </message>
  <message>
   <source>Variances</source>
   <translation>方差</translation>
  </message>
  <message>
   <source>Variances, missing values, neighbours, smoothness</source>
   <translation>方差、缺失值、邻域、平滑度</translation>
  </message>
  <message>
   <source>Ventricles and the brain's border should follow the lines.</source>
   <translation>脑室和脑的边界应与线条一致。</translation>
  </message>
  <message>
   <source>Versions and licences</source>
   <translation>版本与许可证</translation>
  </message>
  <message>
   <source>Versions, system, graphics and the last lines of the log; without names and places of patients</source>
   <translation>版本、系统、图形和日志最后几行；不含患者姓名和位置</translation>
  </message>
  <message>
   <source>Views</source>
   <translation>视图</translation>
  </message>
  <message>
   <source>Volume</source>
   <translation>体积</translation>
  </message>
  <message>
   <source>Volume (TR unknown)</source>
   <translation>帧（TR 未知）</translation>
  </message>
  <message>
   <source>Volume types</source>
   <translation>各帧类型</translation>
  </message>
  <message>
   <source>VolumeTypes names {0} volumes, but the series has {1}.</source>
   <translation>VolumeTypes 指定了 {0} 帧，而序列有 {1} 帧。</translation>
  </message>
  <message>
   <source>Volumes</source>
   <translation>帧</translation>
  </message>
  <message>
   <source>Volumes and grid</source>
   <translation>帧数与网格</translation>
  </message>
  <message>
   <source>Volumes follow each other in {0} s, with a repetition time of {1} s between excitations.</source>
   <translation>两帧间隔 {0} s，激发间的重复时间为 {1} s。</translation>
  </message>
  <message>
   <source>Volumes of the tissues</source>
   <translation>组织的体积</translation>
  </message>
  <message>
   <source>Volumes were cut out, so frequencies of the result have no meaning.</source>
   <translation>已剔除部分帧，因此结果的频率没有意义。</translation>
  </message>
  <message>
   <source>Volumes with more framewise displacement (Power) are cut out, after all steps</source>
   <translation>在所有步骤之后，剔除逐帧位移 (Power) 较大的帧</translation>
  </message>
  <message>
   <source>Voxel i, j, k, counted from 0</source>
   <translation>体素 i, j, k，从 0 起计</translation>
  </message>
  <message>
   <source>Voxel p</source>
   <translation>体素 p</translation>
  </message>
  <message>
   <source>Voxel, SD</source>
   <translation>体素，SD</translation>
  </message>
  <message>
   <source>Voxels</source>
   <translation>体素</translation>
  </message>
  <message>
   <source>Voxels of the map whose centre lies in the region</source>
   <translation>中心位于该区域内的图的体素</translation>
  </message>
  <message>
   <source>Voxels of {0} mm are not those of a head scan: the unit of length in the file may be wrong.</source>
   <translation>{0} mm 的体素不是头部扫描的体素：文件中的长度单位可能有误。</translation>
  </message>
  <message>
   <source>W-scores and uncorrected t show where to look; every healthy person has such voxels somewhere.</source>
   <translation>W 值和未校正的 t 提示应查看何处；每个健康人都会在某处有此类体素。</translation>
  </message>
  <message>
   <source>Warnings and errors</source>
   <translation>警告和错误</translation>
  </message>
  <message>
   <source>Weighted centre, mm</source>
   <translation>加权中心，mm</translation>
  </message>
  <message>
   <source>Welch</source>
   <translation>Welch</translation>
  </message>
  <message>
   <source>What a click takes</source>
   <translation>单击所取的内容</translation>
  </message>
  <message>
   <source>What a patient's brain MRI says about pain</source>
   <translation>患者脑部 MRI 所反映的疼痛相关信息</translation>
  </message>
  <message>
   <source>What a report takes while nothing is chosen</source>
   <translation>未作选择时报告所采用的内容</translation>
  </message>
  <message>
   <source>What can be chosen for this map</source>
   <translation>此图可选择的选项</translation>
  </message>
  <message>
   <source>What is computed of the study</source>
   <translation>对该研究计算的内容</translation>
  </message>
  <message>
   <source>What is done to the whole of the current region</source>
   <translation>对整个当前区域所作的操作</translation>
  </message>
  <message>
   <source>What is drawn over; locked regions never change</source>
   <translation>勾画时可覆盖的内容；锁定的区域永不改变</translation>
  </message>
  <message>
   <source>What is here</source>
   <translation>此处内容</translation>
  </message>
  <message>
   <source>What is known of a region is read from the maps of a patient. Open a patient first.</source>
   <translation>脑区的信息取自患者的各种图。请先打开一名患者。</translation>
  </message>
  <message>
   <source>What is open, and what its files say of it</source>
   <translation>已打开的内容及其文件所述信息</translation>
  </message>
  <message>
   <source>What is wrong</source>
   <translation>问题所在</translation>
  </message>
  <message>
   <source>What swings together with a chosen place.</source>
   <translation>与所选位置同步波动的部位。</translation>
  </message>
  <message>
   <source>What the numbers of the map are; p is told of t and z only</source>
   <translation>图中数值的含义；仅对 t 和 z 给出 p 值</translation>
  </message>
  <message>
   <source>What they leave of the label</source>
   <translation>抑制后剩余的标记</translation>
  </message>
  <message>
   <source>What this computer can do</source>
   <translation>本机的能力</translation>
  </message>
  <message>
   <source>What toolkits and vendors take</source>
   <translation>各工具包和厂商采用的值</translation>
  </message>
  <message>
   <source>What was open before, as it was</source>
   <translation>恢复先前打开的内容</translation>
  </message>
  <message>
   <source>Wheel, PgUp, PgDn</source>
   <translation>滚轮、PgUp、PgDn</translation>
  </message>
  <message>
   <source>When the blood arrives; late is a detour.</source>
   <translation>血流到达的时间；较晚提示绕行。</translation>
  </message>
  <message>
   <source>Where MNI space is in this scan is not known yet: process the patient first (Patient page).</source>
   <translation>MNI 空间在此扫描中的位置尚未知：请先处理该患者（“患者”页）。</translation>
  </message>
  <message>
   <source>Where MNI space is in this scan is not known yet: process the patient first.</source>
   <translation>MNI 空间在此扫描中的位置尚未知：请先处理该患者。</translation>
  </message>
  <message>
   <source>Where each number comes from</source>
   <translation>每个数字的出处</translation>
  </message>
  <message>
   <source>Where one side has less blood flow.</source>
   <translation>一侧血流较少的部位。</translation>
  </message>
  <message>
   <source>Where the M0 is</source>
   <translation>M0 的位置</translation>
  </message>
  <message>
   <source>Where the mean is expected among the controls, in percent</source>
   <translation>预期均值在对照中的位置，以百分比计</translation>
  </message>
  <message>
   <source>Where the regions are in this scan is not known yet: process the patient first (Patient page), or open what processing has left.</source>
   <translation>脑区在此扫描中的位置尚未知：请先处理该患者（“患者”页），或打开处理结果。</translation>
  </message>
  <message>
   <source>Where this region is in MNI space is not known, or no atlas region is there, so no name fits.</source>
   <translation>此区域在 MNI 空间中的位置未知，或该处没有图谱脑区，因此没有合适的名称。</translation>
  </message>
  <message>
   <source>Whether M0 and ASL series lie on each other could not be checked, because no brain stands out.</source>
   <translation>无法核对 M0 与 ASL 序列是否重合，因为没有突出的脑。</translation>
  </message>
  <message>
   <source>Whether control is brighter than label was not checked: {problem}</source>
   <translation>未检查对照像是否亮于标记像：{problem}</translation>
  </message>
  <message>
   <source>Whether controls, left out one by one, are called unusual too often</source>
   <translation>逐一剔除对照时，其是否过于频繁地被判为异常</translation>
  </message>
  <message>
   <source>Whether the data are good enough</source>
   <translation>数据质量是否足够</translation>
  </message>
  <message>
   <source>Which contrast is shown</source>
   <translation>显示哪个对比</translation>
  </message>
  <message>
   <source>Which entries are shown</source>
   <translation>显示哪些条目</translation>
  </message>
  <message>
   <source>Which figure is shown</source>
   <translation>显示哪张图片</translation>
  </message>
  <message>
   <source>Which map of both scans is compared</source>
   <translation>比较两次扫描的哪张图</translation>
  </message>
  <message>
   <source>Which places swing together with the one under the mouse: Pearson r of the seed's mean signal. Drag with Shift + Ctrl in a slice, or switch the tool on and drag.</source>
   <translation>与鼠标所在位置同步波动的部位：与种子点平均信号的 Pearson r。在层面中按住 Shift + Ctrl 拖动，或打开该工具后拖动。</translation>
  </message>
  <message>
   <source>Which regions are listed</source>
   <translation>列出哪些区域</translation>
  </message>
  <message>
   <source>Which share of all swings is slow.</source>
   <translation>全部波动中慢波动所占的比例。</translation>
  </message>
  <message>
   <source>Which side of the patient is at the left of every slice; Ctrl+R</source>
   <translation>每个层面的左侧为患者的哪一侧；Ctrl+R</translation>
  </message>
  <message>
   <source>Which volumes are control and label was told from their values: in every pair one is darker.</source>
   <translation>对照像与标记像由其数值判定：每对中有一个较暗。</translation>
  </message>
  <message>
   <source>Which voxels touch: by faces (6), edges (18) or corners (26)</source>
   <translation>相邻的体素：面 (6)、棱 (18) 或角 (26)</translation>
  </message>
  <message>
   <source>White matter is used only together with grey matter; give both.</source>
   <translation>白质仅与灰质一并使用；请同时提供两者。</translation>
  </message>
  <message>
   <source>White matter map</source>
   <translation>白质图</translation>
  </message>
  <message>
   <source>White matter mask</source>
   <translation>白质掩膜</translation>
  </message>
  <message>
   <source>White matter of {name}</source>
   <translation>{name} 的白质</translation>
  </message>
  <message>
   <source>Who is compared</source>
   <translation>比较对象</translation>
  </message>
  <message>
   <source>Whole AAL</source>
   <translation>全部 AAL</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>原因</translation>
  </message>
  <message>
   <source>Width</source>
   <translation>宽度</translation>
  </message>
  <message>
   <source>Width of the figure</source>
   <translation>图片的宽度</translation>
  </message>
  <message>
   <source>Width of the figure, in mm</source>
   <translation>图片的宽度，以 mm 计</translation>
  </message>
  <message>
   <source>With a repetition time of {0} s nothing above {1} Hz was measured, so the band from {2} to {3} Hz cannot be had; lower its upper end.</source>
   <translation>重复时间为 {0} s 时未测得 {1} Hz 以上的内容，因此无法取得 {2} 至 {3} Hz 的频段；请降低其上限。</translation>
  </message>
  <message>
   <source>With how many other places in the brain a place is functionally connected.</source>
   <translation>某位置在功能上与脑内多少其他位置相连接。</translation>
  </message>
  <message>
   <source>With how many places a place is connected.</source>
   <translation>某处与多少部位相连接。</translation>
  </message>
  <message>
   <source>With {0} controls the patient's values can only be looked at beside theirs.</source>
   <translation>仅有 {0} 名对照时，只能将患者的值与他们的值并列查看。</translation>
  </message>
  <message>
   <source>Within</source>
   <translation>范围</translation>
  </message>
  <message>
   <source>Within each</source>
   <translation>分别在每个</translation>
  </message>
  <message>
   <source>Within every pair at the delay of {0} s the head moved by more than {1} mm, so no pair is left; the scan cannot be used, or allow more (the largest displacement).</source>
   <translation>在延迟 {0} s 处，每一对内头动都超过 {1} mm，因此没有剩余的对；此扫描不能使用，或放宽限制（最大位移）。</translation>
  </message>
  <message>
   <source>Without a unit; the handles of the histogram move it too</source>
   <translation>无单位；也可拖动直方图上的手柄</translation>
  </message>
  <message>
   <source>Write as a page (HTML)</source>
   <translation>保存为网页 (HTML)</translation>
  </message>
  <message>
   <source>Writing</source>
   <translation>正在写入</translation>
  </message>
  <message>
   <source>Writing the DICOM segmentation</source>
   <translation>正在写入 DICOM 分割</translation>
  </message>
  <message>
   <source>Writing the anatomy</source>
   <translation>正在写入解剖图像</translation>
  </message>
  <message>
   <source>Writing the maps</source>
   <translation>正在写入各图</translation>
  </message>
  <message>
   <source>Writing the perfusion maps</source>
   <translation>正在写入灌注图</translation>
  </message>
  <message>
   <source>Writing the series</source>
   <translation>正在写入序列</translation>
  </message>
  <message>
   <source>Writing the transforms</source>
   <translation>正在写入变换</translation>
  </message>
  <message>
   <source>Written: {path}</source>
   <translation>已写入：{path}</translation>
  </message>
  <message>
   <source>YES</source>
   <translation>是</translation>
  </message>
  <message>
   <source>Your regions beside those of {name}</source>
   <translation>您的区域与 {name} 的区域并列</translation>
  </message>
  <message>
   <source>Your work cannot be kept automatically: {reason} It is tried again every minute.</source>
   <translation>无法自动保存您的工作：{reason} 每分钟会再次尝试。</translation>
  </message>
  <message>
   <source>Your work is kept again.</source>
   <translation>您的工作已重新自动保存。</translation>
  </message>
  <message>
   <source>Yours, mm³</source>
   <translation>您的，mm³</translation>
  </message>
  <message>
   <source>a guess</source>
   <translation>猜测</translation>
  </message>
  <message>
   <source>a map of activity</source>
   <translation>活动图</translation>
  </message>
  <message>
   <source>a map of perfusion</source>
   <translation>灌注图</translation>
  </message>
  <message>
   <source>a patient</source>
   <translation>患者</translation>
  </message>
  <message>
   <source>a second</source>
   <translation>一秒</translation>
  </message>
  <message>
   <source>about {n} min</source>
   <translation>约 {n} 分钟</translation>
  </message>
  <message>
   <source>about {n} s</source>
   <translation>约 {n} 秒</translation>
  </message>
  <message>
   <source>about {time}, {memory} of memory</source>
   <translation>约 {time}，内存 {memory}</translation>
  </message>
  <message>
   <source>add {name}</source>
   <translation>添加 {name}</translation>
  </message>
  <message>
   <source>adjusted z</source>
   <translation>校正后 z</translation>
  </message>
  <message>
   <source>against</source>
   <translation>相对于</translation>
  </message>
  <message>
   <source>align {name}</source>
   <translation>对齐 {name}</translation>
  </message>
  <message>
   <source>all</source>
   <translation>全部</translation>
  </message>
  <message>
   <source>all cores</source>
   <translation>全部核心</translation>
  </message>
  <message>
   <source>all rows</source>
   <translation>全部行</translation>
  </message>
  <message>
   <source>all rows are controls</source>
   <translation>所有行均为对照</translation>
  </message>
  <message>
   <source>all tests of this table</source>
   <translation>此表的全部检验</translation>
  </message>
  <message>
   <source>all voxels with both</source>
   <translation>两者均有值的所有体素</translation>
  </message>
  <message>
   <source>alone</source>
   <translation>单独</translation>
  </message>
  <message>
   <source>and %n more</source>
   <translation>另有 %n 个</translation>
  </message>
  <message>
   <source>another order, as the file says</source>
   <translation>文件所述的其他顺序</translation>
  </message>
  <message>
   <source>arbitrary</source>
   <translation>任意单位</translation>
  </message>
  <message>
   <source>arrays</source>
   <translation>数组</translation>
  </message>
  <message>
   <source>arrival after the last delay in the {0}</source>
   <translation>{0}内在最后一个延迟之后才到达</translation>
  </message>
  <message>
   <source>as R (type 7)</source>
   <translation>同 R（7 型）</translation>
  </message>
  <message>
   <source>as SPM12 (pooled ratio)</source>
   <translation>与 SPM12 一致（合并比值）</translation>
  </message>
  <message>
   <source>as SPSS (type 6)</source>
   <translation>同 SPSS（6 型）</translation>
  </message>
  <message>
   <source>as expected</source>
   <translation>符合预期</translation>
  </message>
  <message>
   <source>ascending</source>
   <translation>升序</translation>
  </message>
  <message>
   <source>atlas region</source>
   <translation>图谱脑区</translation>
  </message>
  <message>
   <source>automatic</source>
   <translation>自动</translation>
  </message>
  <message>
   <source>automatic window</source>
   <translation>自动窗宽窗位</translation>
  </message>
  <message>
   <source>axis of the slices</source>
   <translation>层面的轴向</translation>
  </message>
  <message>
   <source>back</source>
   <translation>后</translation>
  </message>
  <message>
   <source>back pain</source>
   <translation>背痛研究频段</translation>
  </message>
  <message>
   <source>bayes</source>
   <translation>贝叶斯</translation>
  </message>
  <message>
   <source>beforehand, or in other people</source>
   <translation>事先选定，或在其他人中选定</translation>
  </message>
  <message>
   <source>bias-corrected</source>
   <translation>偏差校正</translation>
  </message>
  <message>
   <source>bolus</source>
   <translation>团注</translation>
  </message>
  <message>
   <source>bolus {0} s, inversion time {1} s. {2}</source>
   <translation>团注 {0} s，反转时间 {1} s。{2}</translation>
  </message>
  <message>
   <source>both</source>
   <translation>两者</translation>
  </message>
  <message>
   <source>both signs (two tails)</source>
   <translation>双向（双侧）</translation>
  </message>
  <message>
   <source>bottom</source>
   <translation>下</translation>
  </message>
  <message>
   <source>box</source>
   <translation>方盒</translation>
  </message>
  <message>
   <source>brain</source>
   <translation>脑</translation>
  </message>
  <message>
   <source>brain mask</source>
   <translation>脑掩膜</translation>
  </message>
  <message>
   <source>brain of the template</source>
   <translation>模板的脑</translation>
  </message>
  <message>
   <source>brain of the {0} within that of the T1</source>
   <translation>{0}的脑位于 T1 脑内的比例</translation>
  </message>
  <message>
   <source>brush</source>
   <translation>画笔</translation>
  </message>
  <message>
   <source>by the processing of this patient</source>
   <translation>来自该患者的处理</translation>
  </message>
  <message>
   <source>by this contrast in these people</source>
   <translation>由这些人的此对比选定</translation>
  </message>
  <message>
   <source>by what the stored M0 must be multiplied</source>
   <translation>存储的 M0 须乘以的系数</translation>
  </message>
  <message>
   <source>by what the stored differences (deltam) must be divided</source>
   <translation>存储的差值 (deltam) 须除以的系数</translation>
  </message>
  <message>
   <source>cancelled</source>
   <translation>已取消</translation>
  </message>
  <message>
   <source>category</source>
   <translation>类别</translation>
  </message>
  <message>
   <source>caution: border zone (arrival not measured)</source>
   <translation>注意：分水岭区（未测到达时间）</translation>
  </message>
  <message>
   <source>caution: late arrival, or border zone</source>
   <translation>注意：到达延迟，或分水岭区</translation>
  </message>
  <message>
   <source>checkerboard</source>
   <translation>棋盘格</translation>
  </message>
  <message>
   <source>checking what was written</source>
   <translation>正在核对写入的内容</translation>
  </message>
  <message>
   <source>choose…</source>
   <translation>选择…</translation>
  </message>
  <message>
   <source>chosen inside the folds</source>
   <translation>在折内选定</translation>
  </message>
  <message>
   <source>close {name}</source>
   <translation>关闭 {name}</translation>
  </message>
  <message>
   <source>compiled painting and metrics</source>
   <translation>编译的绘制和指标</translation>
  </message>
  <message>
   <source>control less label</source>
   <translation>对照像减标记像</translation>
  </message>
  <message>
   <source>controls</source>
   <translation>对照</translation>
  </message>
  <message>
   <source>converting series {0} of {1}</source>
   <translation>正在转换序列 {0}/{1}</translation>
  </message>
  <message>
   <source>copy to the next slice: {name}</source>
   <translation>复制到下一层面：{name}</translation>
  </message>
  <message>
   <source>correlation of {0} and template</source>
   <translation>{0}与模板的相关</translation>
  </message>
  <message>
   <source>crosshair</source>
   <translation>十字光标</translation>
  </message>
  <message>
   <source>current scan</source>
   <translation>当前扫描</translation>
  </message>
  <message>
   <source>customary rule in resting-state studies</source>
   <translation>静息态研究的惯用规则</translation>
  </message>
  <message>
   <source>cut out volumes where the head moved more than {0} mm ({1} FD)</source>
   <translation>剔除头动超过 {0} mm 的帧（{1} FD）</translation>
  </message>
  <message>
   <source>cut out volumes where the head moved more than {0} mm ({1} FD){2}</source>
   <translation>剔除头动超过 {0} mm 的帧（{1} FD）{2}</translation>
  </message>
  <message>
   <source>degrees of freedom left</source>
   <translation>剩余自由度</translation>
  </message>
  <message>
   <source>delay</source>
   <translation>延迟</translation>
  </message>
  <message>
   <source>delete {name}</source>
   <translation>删除 {name}</translation>
  </message>
  <message>
   <source>descending</source>
   <translation>降序</translation>
  </message>
  <message>
   <source>df </source>
   <translation>自由度 </translation>
  </message>
  <message>
   <source>difference relative to M0 in the {0}</source>
   <translation>{0}内相对于 M0 的差值</translation>
  </message>
  <message>
   <source>dilate {name}</source>
   <translation>膨胀 {name}</translation>
  </message>
  <message>
   <source>disc</source>
   <translation>圆盘</translation>
  </message>
  <message>
   <source>done</source>
   <translation>完成</translation>
  </message>
  <message>
   <source>drop the first {0} volumes</source>
   <translation>去除前 {0} 帧</translation>
  </message>
  <message>
   <source>echo time of the M0</source>
   <translation>M0 的回波时间</translation>
  </message>
  <message>
   <source>efficiency {words}</source>
   <translation>效率 {words}</translation>
  </message>
  <message>
   <source>equal</source>
   <translation>相等</translation>
  </message>
  <message>
   <source>erase</source>
   <translation>擦除</translation>
  </message>
  <message>
   <source>erode {name}</source>
   <translation>腐蚀 {name}</translation>
  </message>
  <message>
   <source>everyone</source>
   <translation>所有人</translation>
  </message>
  <message>
   <source>everyone together</source>
   <translation>所有人合并</translation>
  </message>
  <message>
   <source>everyone who is not excluded</source>
   <translation>所有未被排除者</translation>
  </message>
  <message>
   <source>exactly 0 in the {0}</source>
   <translation>{0}内恰为 0</translation>
  </message>
  <message>
   <source>fALFF</source>
   <translation>fALFF</translation>
  </message>
  <message>
   <source>failed: {reason}</source>
   <translation>失败：{reason}</translation>
  </message>
  <message>
   <source>false positives of the controls</source>
   <translation>对照的假阳性</translation>
  </message>
  <message>
   <source>fast reading of compressed images</source>
   <translation>快速读取压缩图像</translation>
  </message>
  <message>
   <source>female</source>
   <translation>女</translation>
  </message>
  <message>
   <source>field map</source>
   <translation>场图</translation>
  </message>
  <message>
   <source>field of the scanner</source>
   <translation>扫描仪的磁场</translation>
  </message>
  <message>
   <source>file name</source>
   <translation>文件名</translation>
  </message>
  <message>
   <source>fill between slices: {name}</source>
   <translation>在层面之间填充：{name}</translation>
  </message>
  <message>
   <source>fill {name}</source>
   <translation>填充 {name}</translation>
  </message>
  <message>
   <source>filter then regress</source>
   <translation>先滤波后回归</translation>
  </message>
  <message>
   <source>filters, labelling and distributions</source>
   <translation>滤波、标记和分布</translation>
  </message>
  <message>
   <source>folder of the processed patient, is not where it was; needed</source>
   <translation>已处理患者的文件夹不在原处；必需</translation>
  </message>
  <message>
   <source>fraction of red cells in the blood, which tells its T1 at 3 T</source>
   <translation>血液中红细胞的比例，由此得知 3 T 下的 T1</translation>
  </message>
  <message>
   <source>fraction of the blood that is inverted</source>
   <translation>被反转的血液比例</translation>
  </message>
  <message>
   <source>from DICOM to NIfTI</source>
   <translation>从 DICOM 到 NIfTI</translation>
  </message>
  <message>
   <source>from a session</source>
   <translation>来自会话</translation>
  </message>
  <message>
   <source>from the end of labelling (PASL: its pulse) to the readout</source>
   <translation>从标记结束（PASL：其脉冲）到读出</translation>
  </message>
  <message>
   <source>from the excitation to the echo</source>
   <translation>从激发到回波</translation>
  </message>
  <message>
   <source>from the pulse to the (first) saturation that cuts it</source>
   <translation>从脉冲到截断团注的（第一个）饱和脉冲</translation>
  </message>
  <message>
   <source>front</source>
   <translation>前</translation>
  </message>
  <message>
   <source>gray matter</source>
   <translation>灰质</translation>
  </message>
  <message>
   <source>gray matter of the template</source>
   <translation>模板的灰质</translation>
  </message>
  <message>
   <source>green 0.2 to 1.2, amber 0.1 to 2</source>
   <translation>绿色 0.2 至 1.2，黄色 0.1 至 2</translation>
  </message>
  <message>
   <source>green 1.5 to 5, amber 1.1 to 8</source>
   <translation>绿色 1.5 至 5，黄色 1.1 至 8</translation>
  </message>
  <message>
   <source>green 1000 to 2000, amber 800 to 2300</source>
   <translation>绿色 1000 至 2000，黄色 800 至 2300</translation>
  </message>
  <message>
   <source>green 20 to 80, amber 10 to 120</source>
   <translation>绿色 20 至 80，黄色 10 至 120</translation>
  </message>
  <message>
   <source>green 40 to 100, amber 20 to 150</source>
   <translation>绿色 40 至 100，黄色 20 至 150</translation>
  </message>
  <message>
   <source>green from 95, amber from 80</source>
   <translation>绿色 ≥ 95，黄色 ≥ 80</translation>
  </message>
  <message>
   <source>green from {0}, amber from {1}</source>
   <translation>绿色 ≥ {0}，黄色 ≥ {1}</translation>
  </message>
  <message>
   <source>green if none, amber to 50 %, red if one has less than 50 %</source>
   <translation>没有则绿色，不低于 50 % 为黄色，任一低于 50 % 为红色</translation>
  </message>
  <message>
   <source>green to 0.1, amber to 1</source>
   <translation>绿色 ≤ 0.1，黄色 ≤ 1</translation>
  </message>
  <message>
   <source>green to 10</source>
   <translation>绿色 ≤ 10</translation>
  </message>
  <message>
   <source>green to 5, amber to 20</source>
   <translation>绿色 ≤ 5，黄色 ≤ 20</translation>
  </message>
  <message>
   <source>green to 75</source>
   <translation>绿色 ≤ 75</translation>
  </message>
  <message>
   <source>green to {0}, amber to {1}</source>
   <translation>绿色 ≤ {0}，黄色 ≤ {1}</translation>
  </message>
  <message>
   <source>green to {0}, excluded above {1}</source>
   <translation>绿色 ≤ {0}，超过 {1} 则排除</translation>
  </message>
  <message>
   <source>grey / white matter</source>
   <translation>灰质 / 白质</translation>
  </message>
  <message>
   <source>grey matter</source>
   <translation>灰质</translation>
  </message>
  <message>
   <source>grey matter at 3 T; Chappell et al. 2010, Magn Reson Med 63:1357</source>
   <translation>3 T 下的灰质；Chappell et al. 2010, Magn Reson Med 63:1357</translation>
  </message>
  <message>
   <source>grow</source>
   <translation>生长</translation>
  </message>
  <message>
   <source>grows with arrival time (Mutsaerts et al. 2017, J Cereb Blood Flow Metab 37:3184) and with noise; 30 to 75 % in test sets of ExploreASL</source>
   <translation>随到达时间（Mutsaerts et al. 2017, J Cereb Blood Flow Metab 37:3184）和噪声而增大；ExploreASL 测试数据为 30 至 75 %</translation>
  </message>
  <message>
   <source>hardware</source>
   <translation>硬件</translation>
  </message>
  <message>
   <source>has changed since the session was saved</source>
   <translation>会话保存后已变化</translation>
  </message>
  <message>
   <source>header</source>
   <translation>文件头</translation>
  </message>
  <message>
   <source>highest local stretch</source>
   <translation>局部最大拉伸</translation>
  </message>
  <message>
   <source>how blood was labelled</source>
   <translation>血液的标记方式</translation>
  </message>
  <message>
   <source>how long blood was labelled</source>
   <translation>血液被标记的时长</translation>
  </message>
  <message>
   <source>how long tissue relaxed before each M0 image</source>
   <translation>每幅 M0 图像之前组织弛豫的时长</translation>
  </message>
  <message>
   <source>how many cores are used</source>
   <translation>使用多少核心</translation>
  </message>
  <message>
   <source>how the PASL bolus was cut</source>
   <translation>PASL 团注的截断方式</translation>
  </message>
  <message>
   <source>ignore</source>
   <translation>忽略</translation>
  </message>
  <message>
   <source>images converted</source>
   <translation>图像已转换</translation>
  </message>
  <message>
   <source>in the series</source>
   <translation>在序列中</translation>
  </message>
  <message>
   <source>in turn (or move the pointer over the picture)</source>
   <translation>交替显示（或将指针移到图片上）</translation>
  </message>
  <message>
   <source>in which order slices were taken</source>
   <translation>层面采集的顺序</translation>
  </message>
  <message>
   <source>interleaved, even first</source>
   <translation>隔层，先偶数层</translation>
  </message>
  <message>
   <source>interleaved, odd first</source>
   <translation>隔层，先奇数层</translation>
  </message>
  <message>
   <source>invert {name}</source>
   <translation>反选 {name}</translation>
  </message>
  <message>
   <source>is not where it was</source>
   <translation>不在原处</translation>
  </message>
  <message>
   <source>it is a fine 3D image of a whole head</source>
   <translation>它是精细的全头 3D 图像</translation>
  </message>
  <message>
   <source>it is a fine 3D image of a whole head (a guess)</source>
   <translation>它是精细的全头 3D 图像（猜测）</translation>
  </message>
  <message>
   <source>it is a series in the folder "{0}"</source>
   <translation>它是文件夹“{0}”中的序列</translation>
  </message>
  <message>
   <source>it is a series of {0} volumes</source>
   <translation>它是 {0} 帧的序列</translation>
  </message>
  <message>
   <source>it is a series of {0} volumes (a guess)</source>
   <translation>它是 {0} 帧的序列（猜测）</translation>
  </message>
  <message>
   <source>it is a short series of {0} volumes and nothing says of what</source>
   <translation>它是 {0} 帧的短序列，没有信息说明其内容</translation>
  </message>
  <message>
   <source>it is in the folder "{0}"</source>
   <translation>它在文件夹“{0}”中</translation>
  </message>
  <message>
   <source>its Chinese characters</source>
   <translation>其中文字符</translation>
  </message>
  <message>
   <source>its converter took it for "{0}"</source>
   <translation>其转换器将它认作“{0}”</translation>
  </message>
  <message>
   <source>its file is missing</source>
   <translation>其文件缺失</translation>
  </message>
  <message>
   <source>its header says that it holds {0}</source>
   <translation>其文件头称它含 {0}</translation>
  </message>
  <message>
   <source>its name does not say what it is</source>
   <translation>其名称未说明它是什么</translation>
  </message>
  <message>
   <source>its name ends in "{0}"</source>
   <translation>其名称以“{0}”结尾</translation>
  </message>
  <message>
   <source>its sidecar names a labelling of arterial blood</source>
   <translation>其附属文件写有动脉血的标记方式</translation>
  </message>
  <message>
   <source>its table is missing</source>
   <translation>缺少其表格</translation>
  </message>
  <message>
   <source>its voxels hold only {0} different whole numbers</source>
   <translation>其体素仅含 {0} 个不同的整数</translation>
  </message>
  <message>
   <source>its {0} says "{1}"</source>
   <translation>其 {0} 写有“{1}”</translation>
  </message>
  <message>
   <source>keep the largest piece: {name}</source>
   <translation>保留最大的一块：{name}</translation>
  </message>
  <message>
   <source>keep {0}–{1} Hz</source>
   <translation>保留 {0}–{1} Hz</translation>
  </message>
  <message>
   <source>label</source>
   <translation>标记</translation>
  </message>
  <message>
   <source>label {0} s, delay {1} s. {2}</source>
   <translation>标记 {0} s，延迟 {1} s。{2}</translation>
  </message>
  <message>
   <source>largest DVARS</source>
   <translation>最大 DVARS</translation>
  </message>
  <message>
   <source>largest FD (Power)</source>
   <translation>最大 FD (Power)</translation>
  </message>
  <message>
   <source>largest rotation</source>
   <translation>最大旋转</translation>
  </message>
  <message>
   <source>largest translation</source>
   <translation>最大平移</translation>
  </message>
  <message>
   <source>least squares</source>
   <translation>最小二乘</translation>
  </message>
  <message>
   <source>leave the voxel out</source>
   <translation>不计该体素</translation>
  </message>
  <message>
   <source>left</source>
   <translation>左</translation>
  </message>
  <message>
   <source>left out by hand</source>
   <translation>已手动剔除</translation>
  </message>
  <message>
   <source>length of the series</source>
   <translation>序列的时长</translation>
  </message>
  <message>
   <source>lesion mask</source>
   <translation>病灶掩膜</translation>
  </message>
  <message>
   <source>less trust: tSNR &lt; 25, edge, or not covered</source>
   <translation>可信度较低：tSNR &lt; 25、边缘或未覆盖</translation>
  </message>
  <message>
   <source>light</source>
   <translation>信号灯</translation>
  </message>
  <message>
   <source>likely</source>
   <translation>可能</translation>
  </message>
  <message>
   <source>limits</source>
   <translation>界限</translation>
  </message>
  <message>
   <source>linear</source>
   <translation>线性</translation>
  </message>
  <message>
   <source>linear registration and bias correction</source>
   <translation>线性配准和偏置场校正</translation>
  </message>
  <message>
   <source>lock {name}</source>
   <translation>锁定 {name}</translation>
  </message>
  <message>
   <source>look</source>
   <translation>需查看</translation>
  </message>
  <message>
   <source>look at it</source>
   <translation>请查看</translation>
  </message>
  <message>
   <source>looking at image {0} of {1}</source>
   <translation>正在查看图像 {0}/{1}</translation>
  </message>
  <message>
   <source>looking at series {0}</source>
   <translation>正在查看序列 {0}</translation>
  </message>
  <message>
   <source>looking for files: {0}</source>
   <translation>正在查找文件：{0}</translation>
  </message>
  <message>
   <source>lowest local stretch</source>
   <translation>局部最小拉伸</translation>
  </message>
  <message>
   <source>mL</source>
   <translation>mL</translation>
  </message>
  <message>
   <source>mL/100 g/min</source>
   <translation>mL/100 g/min</translation>
  </message>
  <message>
   <source>male</source>
   <translation>男</translation>
  </message>
  <message>
   <source>map test</source>
   <translation>全图检验</translation>
  </message>
  <message>
   <source>maps on the screen and in figures</source>
   <translation>屏幕和图片中的图</translation>
  </message>
  <message>
   <source>mask</source>
   <translation>掩膜</translation>
  </message>
  <message>
   <source>maximise a view, and back</source>
   <translation>最大化一个视图，再还原</translation>
  </message>
  <message>
   <source>mean FD (Jenkinson)</source>
   <translation>平均 FD (Jenkinson)</translation>
  </message>
  <message>
   <source>mean FD (Power)</source>
   <translation>平均 FD (Power)</translation>
  </message>
  <message>
   <source>mean in the {0}</source>
   <translation>{0}内的均值</translation>
  </message>
  <message>
   <source>median DVARS</source>
   <translation>DVARS 中位数</translation>
  </message>
  <message>
   <source>median tSNR in gray matter</source>
   <translation>灰质 tSNR 中位数</translation>
  </message>
  <message>
   <source>medication, phase of the attack …</source>
   <translation>用药、发作阶段 …</translation>
  </message>
  <message>
   <source>merge into {name}</source>
   <translation>合并到 {name}</translation>
  </message>
  <message>
   <source>min</source>
   <translation>min</translation>
  </message>
  <message>
   <source>minus</source>
   <translation>减去</translation>
  </message>
  <message>
   <source>mirror</source>
   <translation>镜像</translation>
  </message>
  <message>
   <source>mirror {name}</source>
   <translation>镜像 {name}</translation>
  </message>
  <message>
   <source>missing</source>
   <translation>缺失</translation>
  </message>
  <message>
   <source>mm</source>
   <translation>mm</translation>
  </message>
  <message>
   <source>model, apparent</source>
   <translation>模型，表观</translation>
  </message>
  <message>
   <source>model, leave-one-out</source>
   <translation>模型，留一法</translation>
  </message>
  <message>
   <source>more than {0} mm along, or {1}° about, one axis</source>
   <translation>任一轴平移超过 {0} mm 或旋转超过 {1}°</translation>
  </message>
  <message>
   <source>move {name}</source>
   <translation>移动 {name}</translation>
  </message>
  <message>
   <source>mutual information, series and T1</source>
   <translation>互信息，序列与 T1</translation>
  </message>
  <message>
   <source>natural logarithm</source>
   <translation>自然对数</translation>
  </message>
  <message>
   <source>nearest voxel</source>
   <translation>最近邻体素</translation>
  </message>
  <message>
   <source>negative in the {0}</source>
   <translation>{0}内为负值</translation>
  </message>
  <message>
   <source>no</source>
   <translation>否</translation>
  </message>
  <message>
   <source>no ASL series was processed</source>
   <translation>未处理 ASL 序列</translation>
  </message>
  <message>
   <source>no limit</source>
   <translation>无界限</translation>
  </message>
  <message>
   <source>no limit known</source>
   <translation>无已知界限</translation>
  </message>
  <message>
   <source>no map</source>
   <translation>不生成统计图</translation>
  </message>
  <message>
   <source>no map-level claim possible</source>
   <translation>不能作全图水平的结论</translation>
  </message>
  <message>
   <source>no name of a patient</source>
   <translation>不含患者姓名</translation>
  </message>
  <message>
   <source>no region</source>
   <translation>没有脑区</translation>
  </message>
  <message>
   <source>no value</source>
   <translation>无值</translation>
  </message>
  <message>
   <source>no voxel</source>
   <translation>没有体素</translation>
  </message>
  <message>
   <source>no voxel of this map has its centre in the region</source>
   <translation>此图没有中心位于该区域内的体素</translation>
  </message>
  <message>
   <source>non-linear registration</source>
   <translation>非线性配准</translation>
  </message>
  <message>
   <source>none</source>
   <translation>无</translation>
  </message>
  <message>
   <source>none chosen</source>
   <translation>未选择</translation>
  </message>
  <message>
   <source>none, or in the series</source>
   <translation>无，或在序列中</translation>
  </message>
  <message>
   <source>none; {mm:.1f} mm from {name}</source>
   <translation>无；距 {name} {mm:.1f} mm</translation>
  </message>
  <message>
   <source>not computed</source>
   <translation>未计算</translation>
  </message>
  <message>
   <source>not given</source>
   <translation>未给出</translation>
  </message>
  <message>
   <source>not installed</source>
   <translation>未安装</translation>
  </message>
  <message>
   <source>not interpretable</source>
   <translation>无法判读</translation>
  </message>
  <message>
   <source>not known yet</source>
   <translation>尚未知</translation>
  </message>
  <message>
   <source>not known, the trial took too long</source>
   <translation>未知，试运行时间过长</translation>
  </message>
  <message>
   <source>not known: do not correct</source>
   <translation>未知：不校正</translation>
  </message>
  <message>
   <source>not measured: needs ASL with several delays</source>
   <translation>未测量：需要多延迟的 ASL</translation>
  </message>
  <message>
   <source>not plausible</source>
   <translation>不合理</translation>
  </message>
  <message>
   <source>not stated</source>
   <translation>未说明</translation>
  </message>
  <message>
   <source>not told</source>
   <translation>未给出</translation>
  </message>
  <message>
   <source>not transformed</source>
   <translation>不变换</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>无</translation>
  </message>
  <message>
   <source>nothing drawn</source>
   <translation>不显示任何值</translation>
  </message>
  <message>
   <source>nothing says in which order the slices were taken</source>
   <translation>没有任何信息说明层面的采集顺序</translation>
  </message>
  <message>
   <source>nothing says the time between two volumes</source>
   <translation>没有任何信息说明相邻两帧的间隔时间</translation>
  </message>
  <message>
   <source>nothing says what it is</source>
   <translation>没有信息说明它是什么</translation>
  </message>
  <message>
   <source>now less prior</source>
   <translation>当前减既往</translation>
  </message>
  <message>
   <source>nowhere: NOT KNOWN</source>
   <translation>无处可得：未知</translation>
  </message>
  <message>
   <source>number</source>
   <translation>数字</translation>
  </message>
  <message>
   <source>number of suppression pulses</source>
   <translation>抑制脉冲的数目</translation>
  </message>
  <message>
   <source>of {0}</source>
   <translation>共 {0}</translation>
  </message>
  <message>
   <source>one column, 89 mm</source>
   <translation>单栏，89 mm</translation>
  </message>
  <message>
   <source>one reader only</source>
   <translation>仅一位阅片者</translation>
  </message>
  <message>
   <source>one voxel in the plane</source>
   <translation>在该平面内移动一个体素</translation>
  </message>
  <message>
   <source>or below p, one-sided (0: use r)</source>
   <translation>或 p 低于此值，单侧（0：使用 r）</translation>
  </message>
  <message>
   <source>other</source>
   <translation>其他</translation>
  </message>
  <message>
   <source>outline</source>
   <translation>轮廓</translation>
  </message>
  <message>
   <source>outlines</source>
   <translation>轮廓</translation>
  </message>
  <message>
   <source>outside</source>
   <translation>在外</translation>
  </message>
  <message>
   <source>outside the atlas {percent:.0f} %</source>
   <translation>图谱之外 {percent:.0f} %</translation>
  </message>
  <message>
   <source>outside the range of the cohort</source>
   <translation>超出队列的范围</translation>
  </message>
  <message>
   <source>own limit</source>
   <translation>本软件自定界限</translation>
  </message>
  <message>
   <source>own limit: 10 times more or less means that the M0 is stored with another scale (M0Scale)</source>
   <translation>本软件自定界限：相差 10 倍以上说明 M0 以另一比例存储 (M0Scale)</translation>
  </message>
  <message>
   <source>own limit: the mask mixes grey matter, white matter and fluid</source>
   <translation>本软件自定界限：掩膜混有灰质、白质和脑脊液</translation>
  </message>
  <message>
   <source>own limits: those of Power et al. 2014 and 2012 for single volumes</source>
   <translation>本软件自定界限：取自 Power et al. 2014 和 2012 对单帧的界限</translation>
  </message>
  <message>
   <source>own values</source>
   <translation>自定义值</translation>
  </message>
  <message>
   <source>p by random maps as smooth</source>
   <translation>由平滑度相同的随机图得出的 p</translation>
  </message>
  <message>
   <source>p over</source>
   <translation>p 校正范围</translation>
  </message>
  <message>
   <source>pairs kept</source>
   <translation>保留的对数</translation>
  </message>
  <message>
   <source>pairwise</source>
   <translation>逐对</translation>
  </message>
  <message>
   <source>pan</source>
   <translation>平移</translation>
  </message>
  <message>
   <source>peek under the overlays</source>
   <translation>暂时隐去叠加图查看</translation>
  </message>
  <message>
   <source>percentile</source>
   <translation>百分位法</translation>
  </message>
  <message>
   <source>pick {name}</source>
   <translation>选取 {name}</translation>
  </message>
  <message>
   <source>picsl-greedy, which registers non-linearly, says Apache-2.0 in its package and GPL-3.0 in its repository: a bundle that holds it is to be treated as GPL-3.0. Qt and PySide6 come under the LGPL-3.0 and may be replaced.</source>
   <translation>picsl-greedy 用于非线性配准，其安装包标明 Apache-2.0，而代码库标明 GPL-3.0：含有它的软件包应视为 GPL-3.0。Qt 和 PySide6 采用 LGPL-3.0，可以替换。</translation>
  </message>
  <message>
   <source>positive only (one tail)</source>
   <translation>仅正向（单侧）</translation>
  </message>
  <message>
   <source>preparing fast drawing</source>
   <translation>正在准备快速绘制</translation>
  </message>
  <message>
   <source>prior scan</source>
   <translation>既往扫描</translation>
  </message>
  <message>
   <source>published</source>
   <translation>已发表</translation>
  </message>
  <message>
   <source>pulses</source>
   <translation>脉冲</translation>
  </message>
  <message>
   <source>quality evaluation index</source>
   <translation>质量评价指数</translation>
  </message>
  <message>
   <source>r = {r} between the seed (pink) and the voxel at the crosshair (blue)</source>
   <translation>r = {r}，种子点（粉色）与十字光标处体素（蓝色）之间</translation>
  </message>
  <message>
   <source>r = {r}, Fisher z = {z}, n = {n} voxels</source>
   <translation>r = {r}，Fisher z = {z}，n = {n} 个体素</translation>
  </message>
  <message>
   <source>r: correlation of the covariate with the group. VIF: variance inflation given all columns.</source>
   <translation>r：协变量与组别的相关。VIF：给定所有列时的方差膨胀因子。</translation>
  </message>
  <message>
   <source>ranks</source>
   <translation>秩检验</translation>
  </message>
  <message>
   <source>ratio</source>
   <translation>比值</translation>
  </message>
  <message>
   <source>ratio, then z</source>
   <translation>先比值，后 z</translation>
  </message>
  <message>
   <source>reading</source>
   <translation>正在读取</translation>
  </message>
  <message>
   <source>reading DICOM headers</source>
   <translation>读取 DICOM 文件头</translation>
  </message>
  <message>
   <source>reading header {0} of {1}</source>
   <translation>正在读取文件头 {0}/{1}</translation>
  </message>
  <message>
   <source>readout</source>
   <translation>读出</translation>
  </message>
  <message>
   <source>realignment of a series</source>
   <translation>序列的头动校正</translation>
  </message>
  <message>
   <source>recolour {name}</source>
   <translation>更改 {name} 的颜色</translation>
  </message>
  <message>
   <source>region at {name}</source>
   <translation>{name} 处的区域</translation>
  </message>
  <message>
   <source>region card: all that is known of the region there</source>
   <translation>脑区卡片：该处脑区的全部已知信息</translation>
  </message>
  <message>
   <source>region {name}</source>
   <translation>区域 {name}</translation>
  </message>
  <message>
   <source>regions as DICOM segmentations</source>
   <translation>区域保存为 DICOM 分割</translation>
  </message>
  <message>
   <source>regress out {0}</source>
   <translation>回归去除 {0}</translation>
  </message>
  <message>
   <source>regress then filter</source>
   <translation>先回归后滤波</translation>
  </message>
  <message>
   <source>relative</source>
   <translation>相对值</translation>
  </message>
  <message>
   <source>remove a slow curve</source>
   <translation>去除缓慢曲线</translation>
  </message>
  <message>
   <source>remove a straight line</source>
   <translation>去除直线趋势</translation>
  </message>
  <message>
   <source>rename {name}</source>
   <translation>重命名 {name}</translation>
  </message>
  <message>
   <source>residuals</source>
   <translation>残差</translation>
  </message>
  <message>
   <source>rest BOLD</source>
   <translation>静息 BOLD</translation>
  </message>
  <message>
   <source>right</source>
   <translation>右</translation>
  </message>
  <message>
   <source>rule of the spinal-pain study</source>
   <translation>脊柱疼痛研究的规则</translation>
  </message>
  <message>
   <source>scans converted</source>
   <translation>扫描已转换</translation>
  </message>
  <message>
   <source>seed: live connectivity of the place under the mouse</source>
   <translation>种子点：鼠标所在位置的实时连接</translation>
  </message>
  <message>
   <source>series</source>
   <translation>序列</translation>
  </message>
  <message>
   <source>sidecar</source>
   <translation>附属文件</translation>
  </message>
  <message>
   <source>signal of fully relaxed blood</source>
   <translation>完全弛豫血液的信号</translation>
  </message>
  <message>
   <source>simultaneous</source>
   <translation>同时进行</translation>
  </message>
  <message>
   <source>skewness of the controls</source>
   <translation>对照的偏度</translation>
  </message>
  <message>
   <source>slice</source>
   <translation>翻层</translation>
  </message>
  <message>
   <source>slow-5 to slow-2</source>
   <translation>slow-5 至 slow-2</translation>
  </message>
  <message>
   <source>smooth by {0} mm</source>
   <translation>以 {0} mm 平滑</translation>
  </message>
  <message>
   <source>smooth {name}</source>
   <translation>平滑 {name}</translation>
  </message>
  <message>
   <source>software</source>
   <translation>软件</translation>
  </message>
  <message>
   <source>source</source>
   <translation>来源</translation>
  </message>
  <message>
   <source>spatial CoV in the {0}</source>
   <translation>{0}内的空间变异系数</translation>
  </message>
  <message>
   <source>sphere</source>
   <translation>球体</translation>
  </message>
  <message>
   <source>split {name}</source>
   <translation>拆分 {name}</translation>
  </message>
  <message>
   <source>square</source>
   <translation>方形</translation>
  </message>
  <message>
   <source>standard brain in the field of view</source>
   <translation>视野内的标准脑</translation>
  </message>
  <message>
   <source>start of each slice's readout</source>
   <translation>每个层面读出的起始时间</translation>
  </message>
  <message>
   <source>step {n} of {all}</source>
   <translation>第 {n}/{all} 步</translation>
  </message>
  <message>
   <source>stopping …</source>
   <translation>正在停止 …</translation>
  </message>
  <message>
   <source>sum of r</source>
   <translation>r 之和</translation>
  </message>
  <message>
   <source>sure</source>
   <translation>确定</translation>
  </message>
  <message>
   <source>surround</source>
   <translation>邻近平均</translation>
  </message>
  <message>
   <source>survives</source>
   <translation>通过校正</translation>
  </message>
  <message>
   <source>t of the patient</source>
   <translation>患者的 t</translation>
  </message>
  <message>
   <source>t or ANOVA</source>
   <translation>t 检验或方差分析</translation>
  </message>
  <message>
   <source>tSNR</source>
   <translation>tSNR</translation>
  </message>
  <message>
   <source>tSNR was not measured yet: open the Quality page and measure it.</source>
   <translation>尚未测量 tSNR：请打开“质量”页进行测量。</translation>
  </message>
  <message>
   <source>tSNR, mean over deviation of each voxel; black: no value</source>
   <translation>tSNR，每个体素的均值除以标准差；黑色：无值</translation>
  </message>
  <message>
   <source>take away grown</source>
   <translation>去除生长区域</translation>
  </message>
  <message>
   <source>take away outline</source>
   <translation>去除轮廓</translation>
  </message>
  <message>
   <source>take away {name}</source>
   <translation>去除 {name}</translation>
  </message>
  <message>
   <source>text among numbers</source>
   <translation>数字中混有文字</translation>
  </message>
  <message>
   <source>the 3D view</source>
   <translation>3D 视图</translation>
  </message>
  <message>
   <source>the AAL and AAL3 parcellations</source>
   <translation>AAL 和 AAL3 分区</translation>
  </message>
  <message>
   <source>the MNI152 template and its tissue maps</source>
   <translation>MNI152 模板及其组织图</translation>
  </message>
  <message>
   <source>the MNI152 template and the brain mask</source>
   <translation>MNI152 模板和脑掩膜</translation>
  </message>
  <message>
   <source>the T1 was not processed</source>
   <translation>T1 未处理</translation>
  </message>
  <message>
   <source>the buttons of the window</source>
   <translation>窗口的按钮</translation>
  </message>
  <message>
   <source>the current scan</source>
   <translation>当前扫描</translation>
  </message>
  <message>
   <source>the global signal</source>
   <translation>全脑信号</translation>
  </message>
  <message>
   <source>the language</source>
   <translation>语言</translation>
  </message>
  <message>
   <source>the letters of the window</source>
   <translation>窗口的文字</translation>
  </message>
  <message>
   <source>the map does not cover this region</source>
   <translation>此图未覆盖该区域</translation>
  </message>
  <message>
   <source>the map itself</source>
   <translation>图本身</translation>
  </message>
  <message>
   <source>the other group</source>
   <translation>另一组</translation>
  </message>
  <message>
   <source>the patient, |t| ≥ {height:.3g}</source>
   <translation>患者，|t| ≥ {height:.3g}</translation>
  </message>
  <message>
   <source>the prior scan</source>
   <translation>既往扫描</translation>
  </message>
  <message>
   <source>the regions of the brain and their names</source>
   <translation>脑区及其名称</translation>
  </message>
  <message>
   <source>the standard brain</source>
   <translation>标准脑</translation>
  </message>
  <message>
   <source>the tests of each group</source>
   <translation>各组的检验</translation>
  </message>
  <message>
   <source>the window (Qt)</source>
   <translation>窗口 (Qt)</translation>
  </message>
  <message>
   <source>this patient</source>
   <translation>该患者</translation>
  </message>
  <message>
   <source>time courses, spectra and matrices</source>
   <translation>时间序列、频谱和矩阵</translation>
  </message>
  <message>
   <source>time from one volume to the next</source>
   <translation>相邻两帧的时间间隔</translation>
  </message>
  <message>
   <source>timepoint</source>
   <translation>时间点</translation>
  </message>
  <message>
   <source>times the brain's mean</source>
   <translation>全脑均值的倍数</translation>
  </message>
  <message>
   <source>tissues of a T1</source>
   <translation>T1 的组织分割</translation>
  </message>
  <message>
   <source>to confirm</source>
   <translation>待确认</translation>
  </message>
  <message>
   <source>top</source>
   <translation>上</translation>
  </message>
  <message>
   <source>total within the brain mask</source>
   <translation>脑掩膜内总体积</translation>
  </message>
  <message>
   <source>turn, zoom, pan</source>
   <translation>旋转、缩放、平移</translation>
  </message>
  <message>
   <source>two columns, 183 mm</source>
   <translation>双栏，183 mm</translation>
  </message>
  <message>
   <source>typed</source>
   <translation>手动输入</translation>
  </message>
  <message>
   <source>unit of a map that the scanner computed</source>
   <translation>扫描仪计算的图的单位</translation>
  </message>
  <message>
   <source>unlock {name}</source>
   <translation>解锁 {name}</translation>
  </message>
  <message>
   <source>unpacking {0} of {1} files</source>
   <translation>正在解压文件 {0}/{1}</translation>
  </message>
  <message>
   <source>use who has a value</source>
   <translation>采用有值者</translation>
  </message>
  <message>
   <source>usual for the map</source>
   <translation>该图的常用值</translation>
  </message>
  <message>
   <source>usual for {0}; {1}</source>
   <translation>{0} 的常用值；{1}</translation>
  </message>
  <message>
   <source>value</source>
   <translation>值</translation>
  </message>
  <message>
   <source>values</source>
   <translation>数值</translation>
  </message>
  <message>
   <source>volume {number} of {n}</source>
   <translation>第 {number}/{n} 帧</translation>
  </message>
  <message>
   <source>volumes with FD above 0.5 mm</source>
   <translation>FD 超过 0.5 mm 的帧</translation>
  </message>
  <message>
   <source>voxel {0}, cluster {1}</source>
   <translation>体素 {0}，团块 {1}</translation>
  </message>
  <message>
   <source>voxel {voxel} of {name}</source>
   <translation>{name} 的体素 {voxel}</translation>
  </message>
  <message>
   <source>voxels</source>
   <translation>体素</translation>
  </message>
  <message>
   <source>waiting</source>
   <translation>等待中</translation>
  </message>
  <message>
   <source>waiting for the same series</source>
   <translation>正在等待同一序列</translation>
  </message>
  <message>
   <source>water in brain relative to blood</source>
   <translation>脑组织相对于血液的含水量</translation>
  </message>
  <message>
   <source>weighted delay</source>
   <translation>加权延迟</translation>
  </message>
  <message>
   <source>what the suppression pulses leave of the label</source>
   <translation>抑制脉冲之后剩余的标记</translation>
  </message>
  <message>
   <source>where settings and logs belong</source>
   <translation>设置和日志的存放位置</translation>
  </message>
  <message>
   <source>where the M0 is</source>
   <translation>M0 的位置</translation>
  </message>
  <message>
   <source>where the last files were</source>
   <translation>上次文件所在位置</translation>
  </message>
  <message>
   <source>whether control and label are named the wrong way round</source>
   <translation>对照像和标记像的命名是否颠倒</translation>
  </message>
  <message>
   <source>whether it contains the loss by suppression pulses</source>
   <translation>是否已含抑制脉冲造成的损失</translation>
  </message>
  <message>
   <source>whether it is read slice by slice or at once</source>
   <translation>逐层读出还是一次读出</translation>
  </message>
  <message>
   <source>whether static tissue was suppressed</source>
   <translation>静态组织是否被抑制</translation>
  </message>
  <message>
   <source>whether the slab was saturated before, so that later slices of the M0 relaxed longer</source>
   <translation>之前是否对层块作饱和，致使 M0 靠后的层面弛豫更久</translation>
  </message>
  <message>
   <source>which volumes are control, label, m0scan, deltam</source>
   <translation>哪些帧是对照像、标记像、m0scan、deltam</translation>
  </message>
  <message>
   <source>white matter</source>
   <translation>白质</translation>
  </message>
  <message>
   <source>window (sideways) and level (up, down)</source>
   <translation>窗宽（横向）和窗位（上下）</translation>
  </message>
  <message>
   <source>window from a box</source>
   <translation>用方框设定窗宽窗位</translation>
  </message>
  <message>
   <source>windows and drawing</source>
   <translation>窗口与绘制</translation>
  </message>
  <message>
   <source>with</source>
   <translation>与</translation>
  </message>
  <message>
   <source>writing</source>
   <translation>正在写入</translation>
  </message>
  <message>
   <source>writing {0} of {1} volumes</source>
   <translation>正在写入 {1} 帧中的 {0} 帧</translation>
  </message>
  <message>
   <source>x y z in mm of MNI space: type a coordinate and press Enter to go there</source>
   <translation>MNI 空间的 x y z（mm）：输入坐标后按回车即可前往</translation>
  </message>
  <message>
   <source>x y z in mm: type a coordinate and press Enter to go there</source>
   <translation>以 mm 计的 x y z：输入坐标后按回车前往</translation>
  </message>
  <message>
   <source>years</source>
   <translation>岁</translation>
  </message>
  <message>
   <source>yes</source>
   <translation>是</translation>
  </message>
  <message>
   <source>z in this brain</source>
   <translation>此脑的 z</translation>
  </message>
  <message>
   <source>z of {cbf} / {metric}</source>
   <translation>{cbf} / {metric} 的 z</translation>
  </message>
  <message>
   <source>z, then ratio</source>
   <translation>先 z，后比值</translation>
  </message>
  <message>
   <source>zoom at the pointer</source>
   <translation>在指针处缩放</translation>
  </message>
  <message>
   <source>{0} and {1} have the very same map; leave one of them out.</source>
   <translation>{0} 和 {1} 的图完全相同；请去掉其中一个。</translation>
  </message>
  <message>
   <source>{0} and {1}, in one step</source>
   <translation>{0} 和 {1}，一步完成</translation>
  </message>
  <message>
   <source>{0} controls allow {1} covariates, but there are {2} ({3}): each needs {4} controls.</source>
   <translation>{0} 名对照允许 {1} 个协变量，但有 {2} 个（{3}）：每个需要 {4} 名对照。</translation>
  </message>
  <message>
   <source>{0} controls are too few for a comparison with {1} covariates.</source>
   <translation>{0} 名对照太少，不足以用 {1} 个协变量作比较。</translation>
  </message>
  <message>
   <source>{0} controls are too few for a map; at least {1} are needed.</source>
   <translation>{0} 名对照太少，不足以制图；至少需要 {1} 名。</translation>
  </message>
  <message>
   <source>{0} controls are too few to calibrate; at least {1} are needed.</source>
   <translation>{0} 名对照太少，不足以校准；至少需要 {1} 名。</translation>
  </message>
  <message>
   <source>{0} controls: no map-level claim possible.</source>
   <translation>{0} 名对照：不能作全图水平的结论。</translation>
  </message>
  <message>
   <source>{0} controls: no map-level claim possible; at least {1} are needed.</source>
   <translation>{0} 名对照：不能作全图水平的结论；至少需要 {1} 名。</translation>
  </message>
  <message>
   <source>{0} controls; at least {1} are recommended.</source>
   <translation>{0} 名对照；建议至少 {1} 名。</translation>
  </message>
  <message>
   <source>{0} has no value in this region.</source>
   <translation>{0} 在该脑区没有值。</translation>
  </message>
  <message>
   <source>{0} is being changed in the background; wait until that is done.</source>
   <translation>{0} 正在后台修改；请等待完成。</translation>
  </message>
  <message>
   <source>{0} is locked; unlock it in the list of regions to draw in it.</source>
   <translation>{0} 已锁定；请在区域列表中解锁后再勾画。</translation>
  </message>
  <message>
   <source>{0} is not covered by the series, so it has no links.</source>
   <translation>{0} 未被序列覆盖，因此没有连接。</translation>
  </message>
  <message>
   <source>{0} lies in border zones or outside all territories, so its territory cannot be told.</source>
   <translation>{0} 位于分水岭区或所有供血区之外，因此无法判定其供血区。</translation>
  </message>
  <message>
   <source>{0} mask voxels have a temporal mean of 0 or less, for which PerAF has no meaning.</source>
   <translation>{0} 个掩膜体素的时间均值为 0 或更低，PerAF 对其没有意义。</translation>
  </message>
  <message>
   <source>{0} mask voxels have fewer than 3 neighbours in the mask; their ReHo is unreliable.</source>
   <translation>{0} 个掩膜体素在掩膜内的邻居少于 3 个；其 ReHo 不可靠。</translation>
  </message>
  <message>
   <source>{0} mask voxels have no neighbour in the mask and so no ReHo.</source>
   <translation>{0} 个掩膜体素在掩膜内没有邻居，因此没有 ReHo。</translation>
  </message>
  <message>
   <source>{0} mask voxels lie in the outermost layer of the image, where ReHo is not defined because the neighbourhood is cut off.</source>
   <translation>{0} 个掩膜体素位于图像最外层，邻域被截断，ReHo 在此没有定义。</translation>
  </message>
  <message>
   <source>{0} of motion</source>
   <translation>{0} 个头动参数</translation>
  </message>
  <message>
   <source>{0} of the {1} are NIfTI, none is DICOM, and none of them can be opened as an image.</source>
   <translation>{1} 中有 {0} 个 NIfTI，没有 DICOM，且均无法作为图像打开。</translation>
  </message>
  <message>
   <source>{0} of {1} controls have a cluster of {2} or more voxels at that height, although nothing is to be found: an uncorrected map always shows something.</source>
   <translation>{1} 名对照中有 {0} 名在该高度有 {2} 个或更多体素的团块，尽管本应没有发现：未校正的图总会显示些什么。</translation>
  </message>
  <message>
   <source>{0} of {1} grey-matter voxels lack one of the maps and have no class.</source>
   <translation>{1} 个灰质体素中有 {0} 个缺少其中一张图，没有类别。</translation>
  </message>
  <message>
   <source>{0} of {1} mask voxels do not change over time and were left out.</source>
   <translation>{1} 个掩膜体素中有 {0} 个不随时间变化，已剔除。</translation>
  </message>
  <message>
   <source>{0} of {1} mask voxels have an M0 below {2} of its median and have no perfusion.</source>
   <translation>{1} 个掩膜体素中有 {0} 个 M0 低于其中位数的 {2}，没有灌注。</translation>
  </message>
  <message>
   <source>{0} of {1} mask voxels have no perfusion.</source>
   <translation>{1} 个掩膜体素中有 {0} 个没有灌注。</translation>
  </message>
  <message>
   <source>{0} of {1} mask voxels have no value in some volume and were left out.</source>
   <translation>{1} 个掩膜体素中有 {0} 个在某些帧没有值，已剔除。</translation>
  </message>
  <message>
   <source>{0} of {1} mask voxels lack CBF or the metric and were left out.</source>
   <translation>{1} 个掩膜体素中有 {0} 个缺少 CBF 或指标，已剔除。</translation>
  </message>
  <message>
   <source>{0} of {1} mask voxels were not tested: someone has no value there, or nothing varies.</source>
   <translation>{1} 个掩膜体素中有 {0} 个未检验：有人在该处没有值，或没有变异。</translation>
  </message>
  <message>
   <source>{0} of {1} pairs were left out ({2}).</source>
   <translation>{1} 对中有 {0} 对被剔除（{2}）。</translation>
  </message>
  <message>
   <source>{0} of {1} volumes</source>
   <translation>{1} 帧中的 {0} 帧</translation>
  </message>
  <message>
   <source>{0} pulses, {1}</source>
   <translation>{0} 个脉冲，{1}</translation>
  </message>
  <message>
   <source>{0} values in grey matter are exactly 0; the mask may reach beyond one of the maps.</source>
   <translation>灰质中有 {0} 个值恰为 0；掩膜可能超出其中一张图的范围。</translation>
  </message>
  <message>
   <source>{0} values inside the mask are exactly 0 in maps without a record; they were taken as no value.</source>
   <translation>没有记录的图中，掩膜内有 {0} 个值恰为 0；视为无值。</translation>
  </message>
  <message>
   <source>{0} values inside the mask are exactly 0; the mask may reach beyond one of the maps.</source>
   <translation>掩膜内有 {0} 个值恰为 0；掩膜可能超出其中一张图的范围。</translation>
  </message>
  <message>
   <source>{0} volumes every {1} s have no frequency between {2} and {3} Hz; widen the band.</source>
   <translation>每 {1} s 一帧的 {0} 帧在 {2} 与 {3} Hz 之间没有频率；请加宽频段。</translation>
  </message>
  <message>
   <source>{0} voxels of the mask were not compared: someone has no value there, or nothing varies.</source>
   <translation>掩膜中有 {0} 个体素未比较：有人在该处没有值，或没有变异。</translation>
  </message>
  <message>
   <source>{0} voxels of {1} mm, i to the {2}, j to the {3}, k to the {4}</source>
   <translation>{0} 个体素，每个 {1} mm，i 朝{2}，j 朝{3}，k 朝{4}</translation>
  </message>
  <message>
   <source>{0} voxels of {1} mm, i to the {2}, j to the {3}, k to the {4}, oblique by {5}°</source>
   <translation>{0} 个体素，每个 {1} mm，i 朝{2}，j 朝{3}，k 朝{4}，倾斜 {5}°</translation>
  </message>
  <message>
   <source>{0} was typed as {1}; the files say {2}.</source>
   <translation>输入的 {0} 为 {1}；文件为 {2}。</translation>
  </message>
  <message>
   <source>{0} with a value</source>
   <translation>{0}中有值的比例</translation>
  </message>
  <message>
   <source>{0}, for adults: catches a brain mask that failed</source>
   <translation>{0}，适用于成人：用于发现失败的脑掩膜</translation>
  </message>
  <message>
   <source>{0}, more than repeated scans of one person differ by ({1} to {2} %).</source>
   <translation>{0}，超过同一人重复扫描的差异（{1} 至 {2} %）。</translation>
  </message>
  <message>
   <source>{0}, which is within what repeated scans of one person differ by ({1} to {2} %).</source>
   <translation>{0}，在同一人重复扫描的差异之内（{1} 至 {2} %）。</translation>
  </message>
  <message>
   <source>{0}, which may still be within what repeated scans differ by ({1} to {2} %).</source>
   <translation>{0}，可能仍在重复扫描的差异之内（{1} 至 {2} %）。</translation>
  </message>
  <message>
   <source>{0}: no change can be given.</source>
   <translation>{0}：无法给出变化。</translation>
  </message>
  <message>
   <source>{0}; 0 is a fold</source>
   <translation>{0}；0 表示折叠</translation>
  </message>
  <message>
   <source>{0}; below 75 it is refused</source>
   <translation>{0}；低于 75 则拒绝</translation>
  </message>
  <message>
   <source>{0}; below {1} refused</source>
   <translation>{0}；低于 {1} 则拒绝</translation>
  </message>
  <message>
   <source>{0}; limits own</source>
   <translation>{0}；界限为本软件自定</translation>
  </message>
  <message>
   <source>{0}; outer limit own</source>
   <translation>{0}；外侧界限为本软件自定</translation>
  </message>
  <message>
   <source>{cbf} / {metric}</source>
   <translation>{cbf} / {metric}</translation>
  </message>
  <message>
   <source>{dof} degrees of freedom</source>
   <translation>自由度 {dof}</translation>
  </message>
  <message>
   <source>{dpi} dpi</source>
   <translation>{dpi} dpi</translation>
  </message>
  <message>
   <source>{flow} and {activity}, in grey matter: both low, both high, or apart. Select another map of activity to compare that one.</source>
   <translation>灰质中的 {flow} 与 {activity}：同低、同高或分离。选择另一张活动图即可与之比较。</translation>
  </message>
  <message>
   <source>{k} of {n} controls are beyond it somewhere</source>
   <translation>{n} 名对照中有 {k} 名在某处超过</translation>
  </message>
  <message>
   <source>{k} of {n} vol</source>
   <translation>{k}/{n} 帧</translation>
  </message>
  <message>
   <source>{low} to {high}</source>
   <translation>{low} 至 {high}</translation>
  </message>
  <message>
   <source>{low}–{high} min</source>
   <translation>{low}–{high} 分钟</translation>
  </message>
  <message>
   <source>{low}–{high} s</source>
   <translation>{low}–{high} 秒</translation>
  </message>
  <message>
   <source>{metric} ({a}) is not on the grid of {cbf} ({b}); allow it to be interpolated there.</source>
   <translation>{metric}（{a}）不在 {cbf}（{b}）的网格上；请允许插值到该网格。</translation>
  </message>
  <message>
   <source>{metric} of {name}</source>
   <translation>{name} 的 {metric}</translation>
  </message>
  <message>
   <source>{name} (missing)</source>
   <translation>{name}（缺失）</translation>
  </message>
  <message>
   <source>{name} beside {n} controls</source>
   <translation>{name} 与 {n} 名对照</translation>
  </message>
  <message>
   <source>{name} has no map {statistic}; process both scans with the same preset.</source>
   <translation>{name} 没有 {statistic} 图；请用同一预设处理两次扫描。</translation>
  </message>
  <message>
   <source>{name} has no threshold, so it has no clusters.</source>
   <translation>{name} 没有阈值，因此没有团块。</translation>
  </message>
  <message>
   <source>{name} has no value here.</source>
   <translation>{name} 在此处无值。</translation>
  </message>
  <message>
   <source>{name} has no voxel in this series.</source>
   <translation>{name} 在此序列中没有体素。</translation>
  </message>
  <message>
   <source>{name} has no voxel on the grid that is drawn on.</source>
   <translation>{name} 在所勾画的网格上没有体素。</translation>
  </message>
  <message>
   <source>{name} has no voxel.</source>
   <translation>{name} 没有体素。</translation>
  </message>
  <message>
   <source>{name} holds no voxel of the series.</source>
   <translation>{name} 不含该序列的体素。</translation>
  </message>
  <message>
   <source>{name} holds no voxel of the series; draw it larger, or elsewhere.</source>
   <translation>{name} 不含该序列的体素；请画得更大，或画在别处。</translation>
  </message>
  <message>
   <source>{name} is a series; clusters are those of one map.</source>
   <translation>{name} 是序列；团块属于单张图。</translation>
  </message>
  <message>
   <source>{name} is being changed in the background; wait until that is done.</source>
   <translation>{name} 正在后台修改；请等待完成。</translation>
  </message>
  <message>
   <source>{name} is in one piece.</source>
   <translation>{name} 是一个整块。</translation>
  </message>
  <message>
   <source>{name} is in {n} pieces; smooth it or keep the largest first.</source>
   <translation>{name} 分为 {n} 块；请先平滑或保留最大的一块。</translation>
  </message>
  <message>
   <source>{name} is locked; unlock it in the list of regions.</source>
   <translation>{name} 已锁定；请在区域列表中解锁。</translation>
  </message>
  <message>
   <source>{name} is no scan, so nothing is known of how it was acquired.</source>
   <translation>{name} 不是扫描，因此其采集方式未知。</translation>
  </message>
  <message>
   <source>{name} is none of the scans that {patient} was processed from: is it another patient's?</source>
   <translation>{name} 不是处理 {patient} 时所用的扫描：是否属于另一位患者？</translation>
  </message>
  <message>
   <source>{name} is not a series, so {metric} cannot be computed on it.</source>
   <translation>{name} 不是序列，因此无法在其上计算 {metric}。</translation>
  </message>
  <message>
   <source>{name} is not beyond its threshold here.</source>
   <translation>{name} 在此处未超过其阈值。</translation>
  </message>
  <message>
   <source>{name} is not in MNI space, where the names of regions have their place.</source>
   <translation>{name} 不在 MNI 空间，而脑区名称以 MNI 空间定位。</translation>
  </message>
  <message>
   <source>{name} is not plausible: {red}. Look at it before you use it.</source>
   <translation>{name} 不合理：{red}。使用前请先查看。</translation>
  </message>
  <message>
   <source>{name} is not seen in the space shown ({why}).</source>
   <translation>{name} 在当前空间不可见（{why}）。</translation>
  </message>
  <message>
   <source>{name} is not seen in the space shown.</source>
   <translation>{name} 在当前空间不可见。</translation>
  </message>
  <message>
   <source>{name} is of sub-{new}, and sub-{old} is open: two patients must not be mixed. Close all first.</source>
   <translation>{name} 属于 sub-{new}，而打开的是 sub-{old}：不得混淆两位患者。请先全部关闭。</translation>
  </message>
  <message>
   <source>{name} is of sub-{new}, and {old} is open: two patients must not be mixed. Close all first.</source>
   <translation>{name} 属于 sub-{new}，而打开的是 {old}：不得混淆两位患者。请先全部关闭。</translation>
  </message>
  <message>
   <source>{name} is outside the image.</source>
   <translation>{name} 在图像之外。</translation>
  </message>
  <message>
   <source>{name} lies at x = {x:g} mm: its name contradicts its side. It is drawn at its coordinate.</source>
   <translation>{name} 位于 x = {x:g} mm：其名称与侧别矛盾。按其坐标绘制。</translation>
  </message>
  <message>
   <source>{name} of the patient, in the unit that the column of the table has</source>
   <translation>患者的 {name}，单位与表中该列相同</translation>
  </message>
  <message>
   <source>{name} was brought to this grid: {words}</source>
   <translation>{name} 已转换到此网格：{words}</translation>
  </message>
  <message>
   <source>{name} was not computed here, so there is nothing to save.</source>
   <translation>{name} 不是在此计算的，因此没有可保存的内容。</translation>
  </message>
  <message>
   <source>{name} was not filled in: {reason}</source>
   <translation>{name}未能填入：{reason}</translation>
  </message>
  <message>
   <source>{name} was not opened: {reason}</source>
   <translation>{name} 未打开：{reason}</translation>
  </message>
  <message>
   <source>{name} · compared above</source>
   <translation>{name} · 已在上方比较</translation>
  </message>
  <message>
   <source>{name} · not there any more</source>
   <translation>{name} · 已不存在</translation>
  </message>
  <message>
   <source>{name} · with controls</source>
   <translation>{name} · 与对照组比较</translation>
  </message>
  <message>
   <source>{name}, now</source>
   <translation>{name}，本次</translation>
  </message>
  <message>
   <source>{name}, prior scan</source>
   <translation>{name}，既往扫描</translation>
  </message>
  <message>
   <source>{name}, whole brain: {first} before, {second} now. {note}</source>
   <translation>{name}，全脑：先前 {first}，本次 {second}。{note}</translation>
  </message>
  <message>
   <source>{name}, {n} rows</source>
   <translation>{name}，{n} 行</translation>
  </message>
  <message>
   <source>{name}: click, or Enter, to see it over the anatomy</source>
   <translation>{name}：单击或按回车，在解剖图像上查看</translation>
  </message>
  <message>
   <source>{name}: mean of {n} volumes</source>
   <translation>{name}：{n} 帧的平均</translation>
  </message>
  <message>
   <source>{name}: no image that is open has the grid of these regions; they are shown where they lie.</source>
   <translation>{name}：没有任何已打开的图像具有这些区域的网格；按其所在位置显示。</translation>
  </message>
  <message>
   <source>{name}: no norm at this place</source>
   <translation>{name}：此处没有常模</translation>
  </message>
  <message>
   <source>{name}: no percentile, {n} controls are too few</source>
   <translation>{name}：没有百分位，{n} 名对照太少</translation>
  </message>
  <message>
   <source>{name}: percentile {p} [{low}–{high}], n = {n}</source>
   <translation>{name}：百分位 {p} [{low}–{high}]，n = {n}</translation>
  </message>
  <message>
   <source>{name}: there is no region in this file, it is empty.</source>
   <translation>{name}：此文件中没有区域，为空。</translation>
  </message>
  <message>
   <source>{name}: {gate} → {chosen}</source>
   <translation>{name}：{gate} → {chosen}</translation>
  </message>
  <message>
   <source>{name}: {n} voxels, {mm3:.0f} mm³</source>
   <translation>{name}：{n} 个体素，{mm3:.0f} mm³</translation>
  </message>
  <message>
   <source>{name}: {p:.0f} % of {n} controls</source>
   <translation>{name}：{n} 名对照的 {p:.0f} %</translation>
  </message>
  <message>
   <source>{name}: {p} ({test})</source>
   <translation>{name}：{p}（{test}）</translation>
  </message>
  <message>
   <source>{name}: {words}.</source>
   <translation>{name}：{words}。</translation>
  </message>
  <message>
   <source>{new} was not opened, because {old} is open: two patients must not be mixed. Close all first.</source>
   <translation>{new} 未打开，因为 {old} 已打开：不得混淆两位患者。请先全部关闭。</translation>
  </message>
  <message>
   <source>{n} clusters; the {most} largest are listed, files hold all.</source>
   <translation>{n} 个团块；列出最大的 {most} 个，文件中含全部。</translation>
  </message>
  <message>
   <source>{n} controls allow {most} covariates: each needs {each}.</source>
   <translation>{n} 名对照允许 {most} 个协变量：每个需要 {each} 名。</translation>
  </message>
  <message>
   <source>{n} controls: {level}.</source>
   <translation>{n} 名对照：{level}。</translation>
  </message>
  <message>
   <source>{n} files</source>
   <translation>{n} 个文件</translation>
  </message>
  <message>
   <source>{n} files were written.</source>
   <translation>已写入 {n} 个文件。</translation>
  </message>
  <message>
   <source>{n} layers that are switched off are not listed.</source>
   <translation>已关闭显示的 {n} 个图层未列出。</translation>
  </message>
  <message>
   <source>{n} maps are ticked with their own values; the report has room for {most}.</source>
   <translation>已勾选 {n} 个显示自身数值的图；报告最多容纳 {most} 个。</translation>
  </message>
  <message>
   <source>{n} of {all} entries. Names of patients and files are codes.</source>
   <translation>{all} 条中的 {n} 条。患者和文件的名称均为代码。</translation>
  </message>
  <message>
   <source>{n} of {most}: {one} and {other}</source>
   <translation>第 {n} / {most} 项：{one} 与 {other}</translation>
  </message>
  <message>
   <source>{n} regions</source>
   <translation>{n} 个区域</translation>
  </message>
  <message>
   <source>{n} regressors</source>
   <translation>{n} 个回归量</translation>
  </message>
  <message>
   <source>{n} s</source>
   <translation>{n} 秒</translation>
  </message>
  <message>
   <source>{n} series were found.</source>
   <translation>找到 {n} 个序列。</translation>
  </message>
  <message>
   <source>{n} vol</source>
   <translation>{n} 帧</translation>
  </message>
  <message>
   <source>{n} volumes</source>
   <translation>{n} 帧</translation>
  </message>
  <message>
   <source>{n} volumes, mean FD {mean} mm</source>
   <translation>{n} 帧，平均 FD {mean} mm</translation>
  </message>
  <message>
   <source>{n} voxels</source>
   <translation>{n} 个体素</translation>
  </message>
  <message>
   <source>{n} voxels without a value</source>
   <translation>{n} 个无值的体素</translation>
  </message>
  <message>
   <source>{n} voxels, {ml} mL, SD {sd}</source>
   <translation>{n} 个体素，{ml} mL，SD {sd}</translation>
  </message>
  <message>
   <source>{n} voxels; mirror region {mirror}</source>
   <translation>{n} 个体素；镜像区域 {mirror}</translation>
  </message>
  <message>
   <source>{p:.0f} % of {n}</source>
   <translation>{n} 的 {p:.0f} %</translation>
  </message>
  <message>
   <source>{recruited} recruited, {excluded} excluded, {analysed} analysed</source>
   <translation>招募 {recruited} 人，排除 {excluded} 人，分析 {analysed} 人</translation>
  </message>
  <message>
   <source>{second}, at the place of the first</source>
   <translation>{second}，位于第一次的位置</translation>
  </message>
  <message>
   <source>{size} GB</source>
   <translation>{size} GB</translation>
  </message>
  <message>
   <source>{space}, brought here</source>
   <translation>{space}，已转换到此处</translation>
  </message>
  <message>
   <source>{space}, by its header</source>
   <translation>{space}，依据文件头</translation>
  </message>
  <message>
   <source>{space}: being brought here …</source>
   <translation>{space}：正在转换到此处 …</translation>
  </message>
  <message>
   <source>{space}: seen there only</source>
   <translation>{space}：仅在该空间可见</translation>
  </message>
  <message>
   <source>{space}: show it; the place stays (N)</source>
   <translation>{space}：显示此空间；位置保持不变 (N)</translation>
  </message>
  <message>
   <source>{stamp}: regions chosen by comparing these very people</source>
   <translation>{stamp}：区域由比较这些人本身而选定</translation>
  </message>
  <message>
   <source>{time}, by the last runs on this computer</source>
   <translation>{time}，依据本机最近几次处理</translation>
  </message>
  <message>
   <source>{time}; no run on this computer was measured yet</source>
   <translation>{time}；本机尚未测过处理时间</translation>
  </message>
  <message>
   <source>{title} failed unexpectedly ({kind}); the log has the details.</source>
   <translation>{title} 意外失败（{kind}）；详情见日志。</translation>
  </message>
  <message>
   <source>{title}: "{name}" could not be read or written ({reason}). Nothing that is open has changed.</source>
   <translation>{title}：“{name}”无法读取或写入（{reason}）。已打开的内容没有任何改变。</translation>
  </message>
  <message>
   <source>{title}: dropped, because the region was changed meanwhile.</source>
   <translation>{title}：已放弃，因为其间区域被修改。</translation>
  </message>
  <message>
   <source>{who}: type or confirm {what}.</source>
   <translation>{who}：请输入或确认{what}。</translation>
  </message>
  <message>
   <source>{widths} mm are the widths of journals</source>
   <translation>{widths} mm 为期刊的栏宽</translation>
  </message>
  <message>
   <source>{words} left by the pulses</source>
   <translation>脉冲后剩余 {words}</translation>
  </message>
  <message>
   <source>{words} pulses</source>
   <translation>{words} 个脉冲</translation>
  </message>
  <message>
   <source>{words}, {most} with a cluster as large as the patient's.</source>
   <translation>{words}，{most} 名有与患者同样大的团块。</translation>
  </message>
  <message>
   <source>{w} × {h} mm, {pw} × {ph} pixels at {dpi} dots per inch</source>
   <translation>{w} × {h} mm，{pw} × {ph} 像素，{dpi} 点/英寸</translation>
  </message>
  <message>
   <source>|value| ≥ {limit}</source>
   <translation>|值| ≥ {limit}</translation>
  </message>
  <message>
   <source>Δ {name}</source>
   <translation>Δ {name}</translation>
  </message>
  <message>
   <source>• map: {name}</source>
   <translation>• 图：{name}</translation>
  </message>
  <message>
   <source>• regions drawn on {name}</source>
   <translation>• 在 {name} 上勾画的区域</translation>
  </message>
  <message>
   <source>• what was written for the report</source>
   <translation>• 为报告撰写的内容</translation>
  </message>
  <message>
   <source>≤ {low} or ≥ {high}</source>
   <translation>≤ {low} 或 ≥ {high}</translation>
  </message>
  <message>
   <source>✓ In all {total} pairs the control is brighter than the label, as it must be.</source>
   <translation>✓ 全部 {total} 对的对照像均亮于标记像，符合要求。</translation>
  </message>
 </context>
</TS>
